import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const RUN = fileURLToPath(new URL('../simulation/run.mjs', import.meta.url));

it('the simulation notices each safeguard that is taken out', { timeout: 900_000 }, async () => {
  const child = spawn(process.execPath, [RUN, '--mutations', '--jobs', '1'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  const [code] = await once(child, 'close');
  expect([code, output]).toEqual([0, expect.not.stringContaining('NOT NOTICED')]);
});
