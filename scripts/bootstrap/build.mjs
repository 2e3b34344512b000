import { runTurbo } from './run-turbo.mjs';
import { Trouble } from './trouble.mjs';

/**
 * Builds what is not up to date, and prints nothing unless it fails.
 *
 * @param {Record<string, string>} env
 * @param {string} [filter] A turbo filter; everything without it, also what benchmarks alone need
 * @throws {Trouble} When a package does not build
 */
export async function build(env, filter) {
  const tasks = filter ? ['build'] : ['build', 'build:benchmarks'];
  const args = [...tasks, '--output-logs=errors-only', ...(filter ? [`--filter=${filter}`] : [])];
  const { code, output } = await runTurbo(args, { env });
  if (code !== 0) throw new Trouble(`${output.trim()}\n\nThe build failed, for the reason printed above.`);
}
