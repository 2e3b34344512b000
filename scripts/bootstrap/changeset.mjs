import { join } from 'node:path';
import { build } from './build.mjs';
import { ROOT } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { runProcess } from './run-process.mjs';

/** Runs the release tool: `version`, or `publish`, which builds first. */
export async function changeset(args) {
  const { tools } = await prepare('tests');
  if (args[0] === 'publish') await build(tools);
  const cli = join(ROOT, 'node_modules/@changesets/cli/bin.js');
  const { code } = await runProcess(process.execPath, [cli, ...args], { env: tools, cwd: ROOT, output: 'inherit' });
  return code;
}
