import { parseDecimal } from '@checkout-perks/core/money';
import { wrongOption } from '../foundation/wrong-option.ts';

/**
 * Converts a percentage from 0 to 100, with up to two decimals, to hundredths.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option if it is not such a percentage
 */
export function toHundredths(percent: number, option: string): number {
  try {
    // RUB is used only because it has two decimals.
    const hundredths = parseDecimal(percent, 'RUB');
    if (typeof percent === 'number' && hundredths >= 0 && hundredths <= 100_00) return hundredths;
  } catch {
    // Refused below.
  }
  throw wrongOption(option);
}
