import { en } from './en.ts';
import type { Language } from './language.ts';
import type { Messages } from './messages.ts';
import { ru } from './ru.ts';

const WORDS: Readonly<Record<Language, Messages>> = { ru, en };

/** Gets the messages of a language. */
export function getMessages(language: Language): Messages {
  return WORDS[language];
}
