import { randomBytes } from 'node:crypto';
import { wrongOption } from '../foundation/wrong-option.ts';

/**
 * Validates an id that the caller chose, or makes a new one.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option if it is not a valid id
 */
export function toObjectId(given: string | undefined, option: string, now: number): string {
  if (given === undefined) return newObjectId(now);
  if (typeof given !== 'string' || !/^[\w-]{1,64}$/.test(given)) throw wrongOption(option);
  return given;
}

/** Makes an id like those in the documentation: 24 hex digits, of which the first eight are the creation time in seconds. */
export function newObjectId(now: number): string {
  const seconds = Math.max(0, Math.floor(now / 1000)) % 2 ** 32;
  return seconds.toString(16).padStart(8, '0') + randomBytes(8).toString('hex');
}
