import type { HtmlEscapedString } from 'hono/utils/html';
import type { Language } from './i18n/language.ts';
import type { Messages } from './i18n/messages.ts';

/** Rendered, escaped HTML. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every page needs to know of the request that it answers. */
export interface Visit {
  language: Language;
  words: Messages;
  /** Path and query of the page, to come back to it after a change of language. */
  path: string;
  /** How many pieces are in the cart. */
  cartCount: number;
  /** Shows kopecks in the visitor's language. */
  money(amount: number): string;
  /** The address of a file of the shop, with its version. */
  asset(path: string): string;
}
