import { PerksError } from '../errors/perks-error.ts';

/**
 * ISO 4217's exceptions from two decimals. Not asked of `Intl`: its data follow usage, not the standard (IDR, HUF and COP
 * count as 0 there), and they differ from one engine to the next, so that a shop and a browser would disagree by a factor.
 */
const EXCEPTIONS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const digits = new Map(
  Object.entries(EXCEPTIONS).flatMap(([places, codes]) =>
    codes.split(' ').map((code) => [code, Number(places)] as const),
  ),
);

/**
 * Tells how many decimals the minor unit of a currency has: 2 for RUB, 0 for JPY, 3 for KWD.
 *
 * @param currency ISO 4217 code in capitals
 * @returns The number of decimals, as ISO 4217 gives it; 2 for a code that is not on its list
 * @throws {PerksError} `MONEY_INVALID` for what is no such code: `jpy` must not pass for a currency of two decimals
 */
export function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new PerksError('MONEY_INVALID');
  return digits.get(currency) ?? 2;
}
