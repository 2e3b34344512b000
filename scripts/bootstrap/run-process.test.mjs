import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runProcess } from './run-process.mjs';

const run = (program) => runProcess(process.execPath, ['-e', program], { env: process.env, cwd: process.cwd() });

describe('runProcess', () => {
  it('keeps what the program prints, and its exit code', async () => {
    const result = await run("console.log('out'); console.error('err'); process.exitCode = 3;");
    assert.equal(result.code, 3);
    assert.match(result.output, /out/);
    assert.match(result.output, /err/);
    assert.equal(result.signal, undefined);
  });

  it('passes on a signal once, waits for a clean end and says which signal it was', async () => {
    const program = `
      let seen = 0;
      process.on('SIGTERM', () => { seen += 1; setTimeout(() => { console.log('seen', seen); process.exit(0); }, 300); });
      setInterval(() => {}, 1000);
      process.kill(process.ppid, 'SIGTERM');
      setTimeout(() => process.kill(process.ppid, 'SIGTERM'), 50);
    `;
    const { code, output, signal } = await run(program);
    assert.deepEqual({ code, output: output.trim(), signal }, { code: 0, output: 'seen 1', signal: 'SIGTERM' });
  });

  it('says so when there is no such program', async () => {
    const missing = runProcess('no-such-program-here', [], { env: process.env, cwd: process.cwd() });
    await assert.rejects(missing, { name: 'Trouble', message: /no-such-program-here/ });
  });
});
