import { PerksError } from '../errors/perks-error.ts';

/**
 * Checks a value that goes into a header of every call. One read from a file often ends in a line break, which no header
 * can carry, and the network's own error would show the key.
 *
 * @param key The value
 * @param option Which option it is, for the error
 * @throws {PerksError} `CONFIGURATION`
 */
export function checkedKey(key: unknown, option: string): string {
  if (typeof key === 'string' && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new PerksError('CONFIGURATION', { details: { option } });
}
