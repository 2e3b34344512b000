import type { ru } from './ru.ts';

/** Every sentence of the shop; Russian is where a new one is written first. */
export type Messages = typeof ru;
