import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProcess } from './run-process.mjs';

/**
 * Runs the npm that belongs to this Node, quietly.
 *
 * @param {string[]} args npm's arguments
 * @param {{env: Record<string, string>, cwd: string}} options
 */
export function runNpm(args, options) {
  const cli = findNpmCli();
  if (cli) return runProcess(process.execPath, [cli, ...args], options);
  return runProcess('npm', args, { ...options, shell: process.platform === 'win32' });
}

function findNpmCli() {
  const calledBy = process.env.npm_execpath ?? '';
  const bin = dirname(process.execPath);
  return [
    /npm-cli\.c?js$/.test(calledBy) ? calledBy : '',
    join(bin, 'node_modules/npm/bin/npm-cli.js'),
    join(bin, '../lib/node_modules/npm/bin/npm-cli.js'),
  ].find((path) => path !== '' && existsSync(path));
}
