/** The languages of the shop; the first is the default. */
export const LANGUAGES = ['ru', 'en'] as const;

/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** Checks whether a string is a language of the shop. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/**
 * Picks the language of a visit: the visitor's earlier choice, else the browser's best match, else Russian.
 *
 * @param chosen The language cookie
 * @param accepted The `Accept-Language` header
 */
export function pickLanguage(chosen: string | undefined, accepted: string | undefined): Language {
  if (isLanguage(chosen)) return chosen;
  const wishes = (accepted ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find((text) => text !== undefined);
    return { base: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
  });
  const best = wishes
    .filter(({ base, quality }) => isLanguage(base) && quality > 0)
    .sort((a, b) => b.quality - a.quality)[0];
  return isLanguage(best?.base) ? best.base : LANGUAGES[0];
}
