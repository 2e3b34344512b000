import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ROOT, TOOLS } from '../bootstrap/paths.mjs';
import { runProcess } from '../bootstrap/run-process.mjs';
import { runTurbo } from '../bootstrap/run-turbo.mjs';
import { Trouble } from '../bootstrap/trouble.mjs';
import { workspacePackages } from '../bootstrap/workspace-packages.mjs';
import { nodeTests, withChromium } from './stages.mjs';

/**
 * Runs one test file with the runner that it is written for.
 *
 * @param {string[]} args The file, from the root or from here, then options of the runner: `-t NAME` chooses tests
 * @param {Record<string, string>} env
 * @returns {Promise<number>} The exit code
 * @throws {Trouble} When there is no such test
 */
export async function runOneFile([given, ...options], env) {
  const file = [resolve(process.env.INIT_CWD ?? '.', given), join(ROOT, given)].find((path) => existsSync(path));
  if (!file) throw new Trouble(`There is no file ${given}.`);
  if (file.endsWith('.test.mjs')) return (await nodeTests(env, [file], options.map(nodeOption))).code;
  const owner = workspacePackages(ROOT).find(({ folder }) => file.startsWith(join(ROOT, folder, '/')));
  if (!owner || !file.endsWith('.test.ts'))
    throw new Trouble(`${given} is no test: name a *.test.ts or *.test.mjs file.`);
  const path = relative(join(ROOT, owner.folder), file);
  const { env: own, command } = await commandFor(path, owner, options, env);
  const pnpm = join(TOOLS, 'pnpm/node_modules/pnpm/bin/pnpm.cjs');
  const args = [pnpm, '--silent', '--dir', join(ROOT, owner.folder), 'exec', ...command];
  return (await runProcess(process.execPath, args, { env: own, cwd: ROOT, output: 'inherit' })).code;
}

async function commandFor(path, { manifest }, options, env) {
  if (path.endsWith('.browser.test.ts'))
    return { env: await withChromium(env), command: ['web-test-runner', '--files', path] };
  if (!path.startsWith('e2e')) return { env, command: ['vitest', 'run', path, ...options] };
  const filter = `--filter=${manifest.name}...`;
  await runTurbo(['build', '--output-logs=errors-only', filter], { env, output: 'show' });
  const config = ['--config', 'vitest.e2e.config.ts'];
  return { env: await withChromium(env), command: ['vitest', 'run', ...config, path, ...options] };
}

function nodeOption(option) {
  return option === '-t' ? '--test-name-pattern' : option;
}
