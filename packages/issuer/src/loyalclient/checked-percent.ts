import { parseDecimal } from '@checkout-perks/core/money';
import { wrongOption } from '../foundation/wrong-option.ts';

/**
 * Reads a percentage of up to two decimals, 0 to 100, into hundredths.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option when it is none
 */
export function checkedPercent(percent: number, option: string): number {
  try {
    // The roubles only stand for "two decimals".
    const hundredths = parseDecimal(percent, 'RUB');
    if (typeof percent === 'number' && hundredths >= 0 && hundredths <= 100_00) return hundredths;
  } catch {
    // Refused below.
  }
  throw wrongOption(option);
}
