import { join } from 'node:path';
import { build } from '../bootstrap/build.mjs';
import { ROOT, TOOLS } from '../bootstrap/paths.mjs';
import { prepare } from '../bootstrap/prepare.mjs';
import { runProcess } from '../bootstrap/run-process.mjs';
import { ensureChromium } from './ensure-chromium.mjs';

/** Takes the pictures of the front pages again, from the demo shop as it is: `docs/pictures/`. */
export async function pictures() {
  const { tools } = await prepare('tests');
  await build(tools, '@checkout-perks/demo-shop...');
  const env = { ...tools, CHROME_PATH: await ensureChromium(tools) };
  const pnpm = join(TOOLS, 'pnpm/node_modules/pnpm/bin/pnpm.cjs');
  const vitest = ['vitest', 'run', '--config', 'vitest.pictures.config.ts'];
  const args = [pnpm, '--silent', '--dir', join(ROOT, 'apps/demo-shop'), 'exec', ...vitest];
  return (await runProcess(process.execPath, args, { env, cwd: ROOT, output: 'inherit' })).code;
}
