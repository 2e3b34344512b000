import { FIRST_WORDS } from '../i18n/first-words.ts';
import { laterWords } from '../i18n/later-ru.ts';
import type { Messages } from '../i18n/messages.ts';

/** Russian. */
export const ru: Messages = { ...FIRST_WORDS.ru, ...laterWords };
