import { wrongOption } from '../foundation/wrong-option.ts';
import { newObjectId } from './new-object-id.ts';

/**
 * An id that somebody chose, or a new one.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option when it is no id
 */
export function checkedId(given: string | undefined, option: string, now: number): string {
  if (given === undefined) return newObjectId(now);
  if (typeof given !== 'string' || !/^[\w-]{1,64}$/.test(given)) throw wrongOption(option);
  return given;
}
