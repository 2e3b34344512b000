import type { Cart } from '@checkout-perks/core/contract';
import type { GiftProvider, PointsProvider, PromoProvider } from '@checkout-perks/core/providers';
import type { Database } from '@checkout-perks/database';
import type { GuardLimits } from './guarding/provider-guard.ts';
import type { GuessLimits } from './handler/guess-budget.ts';
import type { PromoIndexAges } from './looking-up/promo-index.ts';
import type { OrderTiming } from './orders/storing/order-context.ts';

/** An error that should not have happened. It has names and codes, never texts: those could hold a gift code. */
export interface Mishap {
  /** The request that it happened in, or `recover`. */
  requestId: string;
  code: string;
  name: string;
}

/** How shoppers show that they are members of the loyalty programme. */
export interface LoyaltyOptions {
  /**
   * Sends a one-time code to a phone, by the shop's own text messages. Without it phones and cards only earn. `phone` is digits
   * only with the country's first, `79123456789`; `locale` is a BCP 47 tag. It has ten seconds.
   */
  sendCode?: (message: { phone: string; code: string; locale: string }) => Promise<void>;
  /** At least 32 characters: signs customer tokens (JWT, HS256), by which the shop says who is logged in. */
  customerSecret?: string;
  /**
   * What an app code looks like as a whole: whoever has one has proved to be the member. No loyalty card may look like it.
   * Without it no search counts as one.
   */
  appCode?: RegExp;
}

/** Which perks may meet on one order. */
export interface Stacking {
  /** Most promo codes on goods; 1. */
  goodsPromos: number;
  /** Most promo codes on delivery; 1. */
  deliveryPromos: number;
  /** Whether points may be spent beside a promo code on goods; true. */
  pointsWithPromo: boolean;
}

/** Re-issue what is left as a new code, let it go, or refuse codes that are worth more than is due. */
export type RemainderPolicy = 'reissue' | 'forfeit' | 'reject';

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
  /** Who keeps the gift codes, such as `createVDarGiftProvider(…)`. At least one of `gift`, `promo` and `points` is needed. */
  gift?: GiftProvider;
  /** Who keeps the promo codes, such as `createMottorPromoProvider(…)`. */
  promo?: PromoProvider;
  /** Who keeps the loyalty points, such as `createLoyalClientPointsProvider(…)`. */
  points?: PointsProvider;
  /** How shoppers show that they are members. */
  loyalty?: LoyaltyOptions;
  /** Which perks may meet on one order. */
  stacking?: Partial<Stacking>;
  /** What becomes of a gift code worth more than is due: `reissue` unless given. */
  remainder?: RemainderPolicy;
  /** Looks a cart up in the shop, so that quotes too are made of the shop's own prices; `undefined` for an unknown one. */
  resolveCart?: (request: Request, cartId: string) => Promise<Cart | undefined>;
  /** At least 16 printable ASCII characters: whoever brings it may use the operator's routes; without it there are none. */
  adminSecret?: string;
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
  /** How long a quote waits for its providers, all together; 2500 unless given. What has not answered is shown as unavailable. */
  quoteWithin?: number;
  /** How old the site's list of promos may be: see {@link PromoIndexAges}. */
  promoIndex?: Partial<PromoIndexAges>;
  /** How a provider that is in trouble is kept from holding others up. */
  guarding?: Partial<GuardLimits>;
  /** How long a reservation holds, how long a process owns an order, how long a verb may take. */
  timing?: Partial<OrderTiming>;
  /** How often recovery looks for orders that nobody works on; 5 seconds unless given, 0 for never. */
  recoverEvery?: number;
  /** Told of errors that should not have happened; see {@link Mishap}. Written to stderr as JSON unless given. */
  onError?: (mishap: Mishap) => void;
  clock?: () => number;
  newId?: () => string;
}
