import type { HtmlEscapedString } from 'hono/utils/html';
import type { Language } from './i18n/language.ts';
import type { Messages } from './i18n/messages.ts';

/** Rendered, escaped HTML. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every page needs to know about its request. */
export interface Visit {
  language: Language;
  words: Messages;
  /** Path and query of the page, to return to it after a change of language. */
  path: string;
  /** How many items are in the cart. */
  cartCount: number;
  /** Formats kopecks in the visitor's language. */
  money(amount: number): string;
  /** Gets the address of a static file, with its version. */
  asset(path: string): string;
}
