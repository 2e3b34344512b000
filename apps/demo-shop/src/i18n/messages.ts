import type { ru } from './ru.ts';

/** All messages of the shop. New messages are added to the Russian file first. */
export type Messages = typeof ru;
