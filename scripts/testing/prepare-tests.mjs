import { randomInt } from 'node:crypto';
import { prepare } from '../bootstrap/prepare.mjs';

/**
 * Installs what the tests need, and makes their environment.
 *
 * @returns {Promise<{env: Record<string, string>, seed: string, install: import('./run-stages.mjs').Row}>} `seed` is what
 *   the run's random choices follow from, `install` the first line of its summary
 */
export async function prepareTests() {
  const started = performance.now();
  const { tools } = await prepare('tests');
  const seconds = (performance.now() - started) / 1000;
  const seed = process.env.TEST_SEED ?? String(randomInt(2 ** 31));
  // Turbo asks for colours on behalf of its tasks, also where they end up in a file.
  const colours = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  console.log(`Random choices of this run: TEST_SEED=${seed}`);
  return {
    env: { ...tools, ...colours, TEST_SEED: seed },
    seed,
    install: { name: 'install', seconds, ok: true, passed: 0, skipped: 0, failures: [] },
  };
}
