/**
 * Tells what a text may be, by its looks alone.
 *
 * @returns `phone` for 10 to 15 digits in any usual spelling, `digits` for other texts of digits, which a loyalty card or an
 *   app code may be, and `code` for the rest; and the text without marks that nobody sees
 */
export function readTyped(text: string): { kind: 'phone' | 'digits' | 'code'; search: string } {
  // Numbers copied from a messenger bring invisible marks along.
  const search = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const { length } = search.replace(/\D/g, '');
  const isNumber = length > 0 && /^[\d\s+()[\]\p{Pd}\u2212]+$/u.test(search);
  const isPhone = length > 9 && length < 16;
  return { kind: isNumber ? (isPhone ? 'phone' : 'digits') : 'code', search };
}
