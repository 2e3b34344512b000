import { join } from 'node:path';
import { ROOT, TOOLS } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { runProcess } from './run-process.mjs';

/** Runs the simulation of orders, which needs no build; further arguments are its own. */
export async function simulate(args) {
  const { env } = await prepare('tests');
  const pnpm = join(TOOLS, 'pnpm/node_modules/pnpm/bin/pnpm.cjs');
  const command = [pnpm, '--silent', '--filter', '@checkout-perks/middleware', 'run', 'simulate', ...args];
  const { code } = await runProcess(process.execPath, command, { env, cwd: ROOT, output: 'inherit' });
  return code;
}
