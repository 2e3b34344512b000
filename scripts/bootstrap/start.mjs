import { join } from 'node:path';
import { build } from './build.mjs';
import { ROOT } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { runProcess } from './run-process.mjs';

/** Builds the demo shop and runs it in the foreground until it ends or is told to stop. */
export async function start(args) {
  const { env, tools } = await prepare('shop');
  await build(tools, '@checkout-perks/demo-shop...');
  const main = join(ROOT, 'apps/demo-shop/dist/main.js');
  const { code, signal } = await runProcess(process.execPath, [main, ...args], { env, cwd: ROOT, output: 'inherit' });
  // Asked to stop, and stopped: that is success, also where the signal ended it before a handler could.
  return signal && code > 128 ? 0 : code;
}
