import { isPerksError, PerksError } from '../errors/perks-error.ts';

/**
 * Reads a provider's answer. One that cannot be read is the provider's fault, not the caller's, and a write behind it may
 * well have happened.
 *
 * @param read Checks and translates the answer; whatever it throws tells nothing more, and may hold what it read
 * @throws {PerksError} `PROVIDER_PROTOCOL` with the outcome `unknown`
 */
export function readAnswer<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (isPerksError(thrown) && thrown.code === 'PROVIDER_PROTOCOL') throw thrown;
    throw new PerksError('PROVIDER_PROTOCOL', { outcome: 'unknown' });
  }
}
