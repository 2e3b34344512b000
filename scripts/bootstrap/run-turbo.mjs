import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { runProcess } from './run-process.mjs';

const TURBO = join(ROOT, 'node_modules/turbo/bin/turbo');

/**
 * Runs one turbo task over the workspace.
 *
 * @param {string[]} args What follows `turbo run`
 * @param {{env: Record<string, string>, output?: 'collect' | 'show'}} options
 */
export function runTurbo(args, { env, output }) {
  return runProcess(process.execPath, [TURBO, 'run', ...args], { env, cwd: ROOT, output });
}
