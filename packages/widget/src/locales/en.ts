import { FIRST_WORDS } from '../i18n/first-words.ts';
import { laterWords } from '../i18n/later-en.ts';
import type { Messages } from '../i18n/messages.ts';

/** English. */
export const en: Messages = { ...FIRST_WORDS.en, ...laterWords };
