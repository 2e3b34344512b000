/** Cyrillic capitals that look like Latin ones, in the same order. */
const LOOKALIKE_CYRILLIC = 'АВСЕНКМОРТХУІЈЅ';
const LOOKALIKE_LATIN = 'ABCEHKMOPTXYIJS';

/** Where each key of a Russian layout sits on a Latin keyboard, letters only. */
const LAYOUT_CYRILLIC = 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ';
const LAYOUT_LATIN = 'QWERTYUIOPASDFGHJKLZXCVBNM';

const lookalikes = pairs(LOOKALIKE_CYRILLIC, LOOKALIKE_LATIN);
const layout = pairs(LAYOUT_CYRILLIC, LAYOUT_LATIN);

/** White space, dashes of every kind, quotes and characters that take no room: what pasting brings along. */
const NOISE = /[\s\p{Pd}\p{Cf}\p{DI}\u02d7\u2043\u2212'"`«»„“”‘’.,;:]/gu;
const CYRILLIC = /\p{Script=Cyrillic}/u;

/**
 * Brings a typed or pasted code into the form in which it is looked up: capitals, no spaces, dashes or invisible
 * characters, full-width letters narrowed, Cyrillic look-alikes turned Latin, and text typed in the Russian keyboard
 * layout turned back (`ЫФДУ10` is `SALE10`). Cyrillic that neither explains stays. Doing it twice changes nothing more.
 *
 * @param typed What the shopper typed
 * @returns The code to look up; it may be empty, and it may still be no possible code
 */
export function normaliseCode(typed: string): string {
  // Composed a second time, because noise may have stood between a letter and its accent.
  const code = typed.normalize('NFKC').replace(NOISE, '').toUpperCase().normalize('NFKC');
  if (!CYRILLIC.test(code)) return code;

  // Only when looks alone do not explain the letters was the keyboard in the wrong layout.
  const seen = replaceAll(code, lookalikes);
  if (!CYRILLIC.test(seen)) return seen;
  const meant = replaceAll(code, layout);
  return CYRILLIC.test(meant) ? code : meant;
}

function replaceAll(code: string, map: ReadonlyMap<string, string>): string {
  return Array.from(code, (char) => map.get(char) ?? char)
    .join('')
    .normalize('NFKC');
}

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  return new Map(Array.from(from, (char, index) => [char, to[index] ?? char]));
}
