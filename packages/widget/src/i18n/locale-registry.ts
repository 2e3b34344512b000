import { FIRST_WORDS } from './first-words.ts';
import type { LaterMessages, Messages } from './messages.ts';

// A registered symbol: the script tag and the npm package on one page see the same languages.
const REGISTRY = Symbol.for('checkout-perks.locales');

/**
 * Adds a language, or puts other words in place of a built-in one. Call it before the element is on the page.
 *
 * @param tag BCP 47 tag, such as `de` or `pt-BR`
 * @param messages All sentences of the widget
 */
export function registerLocale(tag: string, messages: Messages): void {
  registry().set(tag.toLowerCase(), messages);
}

/** Adds sentences to a language that lacks them. */
export function addWords(tag: string, words: LaterMessages): void {
  registry().set(tag, { ...words, ...registry().get(tag) });
}

/** Finds the words for exactly this tag. */
export function findLocale(tag: string): Partial<Messages> | undefined {
  return registry().get(tag.toLowerCase());
}

function registry(): Map<string, Partial<Messages>> {
  const page = globalThis as { [REGISTRY]?: Map<string, Partial<Messages>> };
  page[REGISTRY] ??= new Map<string, Partial<Messages>>(Object.entries(FIRST_WORDS));
  return page[REGISTRY];
}
