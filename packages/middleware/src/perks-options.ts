import type { GiftProvider } from '@checkout-perks/core/providers';
import type { Database } from '@checkout-perks/database';
import type { GuessLimits } from './handler/guess-budget.ts';
import type { OrderTiming } from './orders/order-context.ts';

/** An error that should not have happened. It has names and codes, never texts: those could hold a gift code. */
export interface Mishap {
  /** The request that it happened in, or `recover`. */
  requestId: string;
  code: string;
  name: string;
}

/** How the middleware is set up. Times in ms unless said otherwise. */
export interface PerksOptions {
  /** At least 32 characters: keys of the journal and of quote tokens come from it. Keep it; change it only with `previousSecrets`. */
  secret: string;
  /** Secrets that `secret` replaced: tokens and journal entries made under them stay readable. */
  previousSecrets?: readonly string[];
  /** At least 16 printable ASCII characters: whoever brings it as `Authorization: Bearer …` may use the order routes over HTTP. */
  merchantSecret: string;
  /** ISO 4217 code of the shop's currency; carts in another are refused. */
  currency: string;
  /** Who keeps the gift codes, such as `createVDarGiftProvider(…)`. */
  gift: GiftProvider;
  /** Where the journal lives: `file:perks.db` unless given, or a database that is open already (then closing it is yours). */
  database?: string | Database<unknown>;
  /** Mount path; `/perks/v1` unless given. */
  basePath?: string;
  /** Other origins whose pages may ask for quotes; pages of the same origin always may. */
  allowedOrigins?: readonly string[];
  /** Proxies of your own in front of the server, so that clients are told apart by `X-Forwarded-For`; 0 unless given. */
  trustedProxies?: number;
  /** Most gift codes on one order; 5 unless given. */
  maxGiftCodes?: number;
  /** How many wrong codes a client may try; 10 in 600 seconds unless given. */
  guesses?: Partial<GuessLimits>;
  /** How long a quote holds; 30 minutes unless given. */
  quoteFor?: number;
  /** How long a reservation holds, how long a process owns an order, how long a verb may take. */
  timing?: Partial<OrderTiming>;
  /** How often recovery looks for orders that nobody works on; 5 seconds unless given, 0 for never. */
  recoverEvery?: number;
  /** Told of errors that should not have happened; see {@link Mishap}. Written to stderr as JSON unless given. */
  onError?: (mishap: Mishap) => void;
  clock?: () => number;
  newId?: () => string;
}
