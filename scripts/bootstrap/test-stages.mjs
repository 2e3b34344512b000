import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureNode24, whyNoNode24 } from './ensure-node-24.mjs';
import { ROOT } from './paths.mjs';
import { runProcess } from './run-process.mjs';
import { runTurbo } from './run-turbo.mjs';
import { workspacePackages } from './workspace-packages.mjs';

// In CI mode Biome colours its answer even when nobody can see it.
const COLOURS = process.stdout.isTTY ? '--colors=force' : '--colors=off';

/**
 * What `npm test` runs, in order, the quickest to fail first.
 *
 * A stage resolves to `{code, output}`, with `tests: true` when its output must show tests, with `from` when every one
 * of those packages must show some, and to `{skipped}` with a reason when it cannot run here.
 *
 * @type {{name: string, run: (env: Record<string, string>) => Promise<object>}[]}
 */
export const STAGES = [
  { name: 'lint', run: (env) => script(env, 'node_modules/@biomejs/biome/bin/biome', ['ci', '.', COLOURS]) },
  { name: 'floors', run: (env) => script(env, 'scripts/check-floors.mjs') },
  { name: 'tooling tests', run: toolingTests },
  { name: 'typecheck', run: (env) => turbo(env, ['typecheck', '--output-logs=errors-only']) },
  { name: 'build', run: (env) => turbo(env, ['build', '--output-logs=errors-only']) },
  { name: 'unit tests', run: (env) => turboTests(env, 'test') },
  { name: 'component tests', run: (env) => turboTests(env, 'test:browser') },
  { name: 'end-to-end tests', run: (env) => turboTests(env, 'test:e2e') },
  { name: 'bundles', run: (env) => script(env, 'scripts/check-bundles.mjs') },
  { name: 'packages', run: (env) => script(env, 'scripts/check-packages.mjs') },
  { name: 'unit tests on Node 24', run: onNode24 },
];

function script(env, path, args = []) {
  return runProcess(process.execPath, [join(ROOT, path), ...args], { env, cwd: ROOT, output: 'show' });
}

function turbo(env, args) {
  return runTurbo(args, { env, output: 'show' });
}

async function toolingTests(env) {
  // Node 20 takes a folder here and Node 22 a pattern; both take files.
  const files = readdirSync(join(ROOT, 'scripts'), { recursive: true })
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(ROOT, 'scripts', name));
  const args = ['--test', '--test-reporter=spec', ...files];
  return { ...(await runProcess(process.execPath, args, { env, cwd: ROOT, output: 'show' })), tests: true };
}

async function turboTests(env, task) {
  const from = workspacePackages(ROOT)
    .filter(({ manifest }) => manifest.scripts?.[task])
    .map(({ manifest }) => manifest.name);
  // One package after another: each runner uses all cores by itself, and tests of lost answers have timeouts to keep.
  const args = [task, '--output-logs=new-only', '--continue=dependencies-successful', '--concurrency=1'];
  return { ...(await turbo(env, args)), tests: true, from };
}

async function onNode24(env) {
  const reason = whyNoNode24(process);
  if (reason) return { skipped: reason };
  const bin = await ensureNode24(env);
  // A server of its own makes no difference to another Node.
  return turboTests({ ...env, SQLITE_ONLY: '1', PATH: `${bin}${delimiter}${env.PATH}` }, 'test');
}
