import { addWords } from '../i18n/locale-registry.ts';
import type { later } from './later.ts';

/**
 * Loads what is drawn and said once the shopper has typed something: one file for each built-in language that holds all of it.
 *
 * @param tag BCP 47 tag; English where it is no built-in language
 */
export async function loadLater(tag: string): Promise<typeof later> {
  const language = /^ru\b/i.test(tag) ? 'ru' : 'en';
  const loaded = await (language === 'ru' ? import('./later-ru.ts') : import('./later-en.ts'));
  addWords(language, loaded.words);
  return loaded.later;
}
