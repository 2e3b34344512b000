import { executeServerCommand } from '@web/test-runner-commands';
import { waitFor } from './wait-for.ts';

/**
 * Runs work while the browser shows a media feature, such as `forced-colors`, with this value. The test is skipped where
 * the browser cannot be told to.
 *
 * @param test The running test, its `this`
 */
export async function withFeature(
  test: Mocha.Context,
  name: 'forced-colors' | 'prefers-reduced-motion',
  value: string,
  work: () => Promise<void>,
): Promise<void> {
  // The page may hear of it a moment after the browser has answered.
  const isShown = () => matchMedia(`(${name}: ${value})`).matches;
  if (!(await executeServerCommand('emulate-feature', { name, value }))) test.skip();
  try {
    await waitFor(isShown, `${name} is not emulated`);
    await work();
  } finally {
    await executeServerCommand('emulate-feature');
  }
  await waitFor(() => !isShown(), `${name} is still emulated`);
}
