import { join } from 'node:path';
import { build } from './build.mjs';
import { ROOT, TOOLS } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { runProcess } from './run-process.mjs';

/** Builds everything and runs the benchmarks; further arguments are theirs. */
export async function bench(args) {
  const { env, tools } = await prepare('everything');
  await build(tools);
  const pnpm = join(TOOLS, 'pnpm/node_modules/pnpm/bin/pnpm.cjs');
  const command = [pnpm, '--filter', '@checkout-perks/benchmarks', 'run', 'bench', ...args];
  const { code } = await runProcess(process.execPath, command, { env, cwd: ROOT, output: 'inherit' });
  return code;
}
