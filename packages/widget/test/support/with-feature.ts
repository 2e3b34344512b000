import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';

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
  if (!(await executeServerCommand('emulate-feature', { name, value }))) test.skip();
  try {
    expect(matchMedia(`(${name}: ${value})`).matches).to.equal(true);
    await work();
  } finally {
    await executeServerCommand('emulate-feature');
  }
  expect(matchMedia(`(${name}: ${value})`).matches).to.equal(false);
}
