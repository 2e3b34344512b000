/** What people write between the digits of a phone number. */
const SEPARATORS = /[\s().\-/\u2010-\u2015\u2212]/g;

/**
 * Brings a phone number into the form in which it is looked up, digits only with the country's first: `8 (912) 345-67-89`,
 * `+7 912…`, `7912…` and `912…` are `7912…`, and so is the `+7 8912…` of who goes on typing after a given `+7`. A number of
 * another country begins with `+` or `00`.
 *
 * @param text What was typed, without invisible characters
 * @returns `undefined` for what is no phone, such as a card's number
 */
export function readPhone(text: string): string | undefined {
  // `+49 (0)151 …` names the zero that is left out after a country.
  const bare = text
    .replace(/^tel:/i, '')
    .replace(/^(\+[\d\s]*)\(0\)/, '$1')
    .replace(SEPARATORS, '');
  const [, russian] = /^(?:7|8|\+7|007|\+?8(?=9)|\+78(?=9)|(?=9))(\d{10})$/.exec(bare) ?? [];
  if (russian !== undefined) return `7${russian}`;
  // Brackets are put around an area code and nothing else.
  if (text.includes('(') && /^\d{10}$/.test(bare)) return `7${bare}`;
  const [, foreign] = /^(?:\+|00(?=\d{10}))([1-689]\d{7,14})$/.exec(bare) ?? [];
  return foreign;
}
