import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../bootstrap/paths.mjs';
import { runProcess } from '../bootstrap/run-process.mjs';
import { runTurbo } from '../bootstrap/run-turbo.mjs';
import { workspacePackages } from '../bootstrap/workspace-packages.mjs';
import { ensureChromium } from './ensure-chromium.mjs';

// In CI mode Biome colours its answer even when it goes to a file.
const COLOURS = process.stdout.isTTY ? '--colors=force' : '--colors=off';
const VITEST_REPORTER = fileURLToPath(new URL('reporters/vitest.mjs', import.meta.url));
const NODE_REPORTER = new URL('reporters/node.mjs', import.meta.url).href;

/**
 * One step of a run. It resolves to its exit code; with `from` when each of those packages must show a test, with
 * `skipped` and a reason when it cannot run here, with `signal` when the person at the keyboard ended it.
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {(env: Record<string, string>) => Promise<{code?: number, from?: string[], skipped?: string, signal?: string}>} run
 */

/** @type {Stage[]} What needs no test runner, the quickest to fail first. */
export const QUICK_CHECKS = [
  { name: 'lint', run: (env) => script(env, 'node_modules/@biomejs/biome/bin/biome', ['ci', '.', COLOURS]) },
  { name: 'floors', run: (env) => script(env, 'scripts/check-floors.mjs') },
  { name: 'test habits', run: (env) => script(env, 'scripts/check-tests.mjs') },
  { name: 'tooling tests', run: (env) => nodeTests(env, toolingTests()) },
  { name: 'typecheck', run: (env) => turbo(env, ['typecheck', '--output-logs=errors-only', '--continue']) },
];

/** @type {Stage[]} What `npm test` runs, in order. */
export const STAGES = [
  ...QUICK_CHECKS,
  { name: 'build', run: (env) => turbo(env, ['build', '--output-logs=errors-only', '--continue']) },
  { name: 'unit tests', run: (env) => unitTests(env) },
  { name: 'component tests', run: async (env) => packageTests(await withChromium(env), 'test:browser') },
  {
    name: 'end-to-end tests',
    run: async (env) => packageTests(await withChromium(env), 'test:e2e', vitestArgs()),
  },
  { name: 'bundles', run: (env) => script(env, 'scripts/check-bundles.mjs') },
  { name: 'packages', run: (env) => script(env, 'scripts/check-packages.mjs') },
];

/**
 * Runs the unit tests of every package.
 *
 * @param {Record<string, string>} env
 * @param {string[]} [more] Further arguments for vitest
 */
export function unitTests(env, more = []) {
  return packageTests(env, 'test', vitestArgs(more));
}

/**
 * Runs one kind of tests in every package that has it, one package after another: each runner uses all cores by itself.
 *
 * @param {Record<string, string>} env
 * @param {string} task `test`, `test:browser` or `test:e2e`
 * @param {string[]} [args] For the runner
 */
export async function packageTests(env, task, args = []) {
  const from = workspacePackages(ROOT)
    .filter(({ manifest }) => manifest.scripts?.[task])
    .map(({ folder }) => folder);
  const flags = ['--output-logs=new-only', '--continue=always', '--concurrency=1'];
  return { ...(await turbo(env, [task, ...flags, ...(args.length > 0 ? ['--', ...args] : [])])), from };
}

/** @param {string[]} [more] Further arguments for vitest */
export function vitestArgs(more = []) {
  return ['--reporter=default', `--reporter=${VITEST_REPORTER}`, ...more];
}

/**
 * Runs test files of Node's own runner.
 *
 * @param {Record<string, string>} env
 * @param {string[]} files Absolute paths: Node 20 takes a folder and Node 22 a pattern, both take files
 * @param {string[]} [more] Further arguments
 */
export function nodeTests(env, files, more = []) {
  const reporters = ['spec', NODE_REPORTER].flatMap((reporter) => [
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
  ]);
  return runProcess(process.execPath, ['--test', ...reporters, ...more, ...files], { env, cwd: ROOT, output: 'show' });
}

/** Adds the path of Chromium, which is installed where it is missing. */
export async function withChromium(env) {
  return { ...env, CHROME_PATH: await ensureChromium(env) };
}

function toolingTests() {
  return readdirSync(join(ROOT, 'scripts'), { recursive: true })
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(ROOT, 'scripts', name));
}

function script(env, path, args = []) {
  return runProcess(process.execPath, [join(ROOT, path), ...args], { env, cwd: ROOT, output: 'show' });
}

function turbo(env, args) {
  return runTurbo(args, { env, output: 'show' });
}
