import { en } from '../locales/en.ts';
import { ru } from '../locales/ru.ts';
import type { Messages } from './messages.ts';

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

/** Finds the words for exactly this tag. */
export function findLocale(tag: string): Messages | undefined {
  return registry().get(tag.toLowerCase());
}

function registry(): Map<string, Messages> {
  const page = globalThis as { [REGISTRY]?: Map<string, Messages> };
  page[REGISTRY] ??= new Map<string, Messages>([
    ['en', en],
    ['ru', ru],
  ]);
  return page[REGISTRY];
}
