const formats = new Map<string, Intl.NumberFormat>();

/**
 * Writes a sum as people of a language read it: `-100050` RUB is `−1 000,50 ₽` in Russian; whole sums go without zeros.
 *
 * @param amount Minor units
 * @param currency ISO 4217 code
 * @param locale BCP 47 tag
 */
export function formatMoney(amount: number, currency: string, locale: string): string {
  const key = locale + currency;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      trailingZeroDisplay: 'stripIfInteger',
    });
  formats.set(key, format);
  const { maximumFractionDigits } = format.resolvedOptions();
  // A decimal string, "100050e-2", and no division: Intl reads it exactly, a float takes no part.
  return format.format(`${amount}e-${maximumFractionDigits ?? 2}` as `${number}`).replace('-', '−');
}
