import { randomUUID } from 'node:crypto';
import { PerksError } from '@checkout-perks/core/errors';
import { openDatabase } from '@checkout-perks/database';
import { checkOptions } from './check-options.ts';
import { guardGiftProvider } from './guarding/guard-gift-provider.ts';
import { guardPointsProvider } from './guarding/guard-points-provider.ts';
import { guardPromoProvider } from './guarding/guard-promo-provider.ts';
import type { RequestInfo } from './handler/client-address.ts';
import { createHandler } from './handler/create-handler.ts';
import { createGuessBudget } from './handler/guess-budget.ts';
import { createMerchantGuard } from './handler/merchant-guard.ts';
import type { PlainRoute } from './handler/plain-route.ts';
import { type Journal, openJournal } from './journal/journal.ts';
import { createLoyalty } from './loyalty/create-loyalty.ts';
import type { Loyalty } from './loyalty/loyalty.ts';
import { createEffectKinds } from './orders/effects/effect-kinds.ts';
import { createEffectRunner } from './orders/running/run-effect.ts';
import { createOrderRunner } from './orders/running/run-order.ts';
import { createSerialQueue } from './orders/running/serial-queue.ts';
import { createOrders, type Orders } from './orders/verbs/create-orders.ts';
import { keepRecovering } from './orders/verbs/keep-recovering.ts';
import type { Recovered } from './orders/verbs/recover.ts';
import type { Mishap, PerksOptions } from './perks-options.ts';
import { createPersonalLimits } from './promo-limits/personal-limits.ts';
import { createRefusedUses } from './promo-limits/refused-uses.ts';
import { createQuoteTokens } from './quoting/quote-token.ts';
import { createQuoting } from './quoting/quoting-options.ts';
import { createReconcile, type Reconcile } from './reconciling/create-reconcile.ts';
import { createSealer } from './secrets/sealer.ts';
import { backgroundTime, systemTime } from './system-time.ts';

export type { PlainRequest } from './handler/plain-route.ts';

/** The middleware, ready to be mounted. */
export interface Perks {
  /** Answers a request below the mount path; hand over the peer's address so that guessing is counted per client. */
  fetch(request: Request, info?: RequestInfo): Promise<Response>;
  /**
   * For adapters: the route for a method and a path, where it is one that can be asked without the standard's objects. All
   * others, and these too, are asked by {@link Perks.fetch}.
   */
  plain(method: string | undefined, path: string): PlainRoute | undefined;
  /** The order verbs, for a shop in the same process. */
  readonly orders: Orders;
  /** Says who is logged in, for a shop in the same process. */
  readonly loyalty: {
    /**
     * Makes a customer token for a phone or card that the shop has checked itself (`docs/loyalty.md`).
     *
     * @param validForMs ms; an hour unless given, a day at most
     * @throws {PerksError} `CONFIGURATION` without `points` or `loyalty.customerSecret`; `INVALID_REQUEST`
     */
    customerToken(search: string, validForMs?: number): Promise<string>;
  };
  /** Lays the journal beside the providers' own books, and lists every difference with its cause (`docs/reconciliation.md`). */
  readonly reconcile: Reconcile;
  /** Mount path, without a slash at its end. */
  readonly basePath: string;
  /** Looks after orders that nobody works on; it runs by itself every few seconds too. */
  recover(): Promise<Recovered>;
  /** Lets the orders that are worked on get as far as they can at once, and closes the journal. Requests must have ended. */
  close(): Promise<void>;
}

/**
 * Sets the middleware up: opens the journal, looks after orders that an earlier process left, and gives the routes.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong
 */
export async function createPerks(options: PerksOptions): Promise<Perks> {
  const { clock = Date.now, newId = randomUUID, database: given = 'file:perks.db' } = options;
  const basePath = (options.basePath ?? '/perks/v1').replace(/\/+$/, '');
  const timeoutMs = Math.max(...[options.gift, options.promo, options.points].map((one) => one?.timeoutMs ?? 0));
  const timing = {
    reserveFor: 30 * 60_000,
    lease: 30_000 + 2 * timeoutMs,
    wait: Math.min(timeoutMs, 10_000),
    grace: timeoutMs + 2000,
    ...options.timing,
  };
  checkOptions(options, basePath, timing);
  const { guarding } = options;
  // Between a send and the moment at which another process may take the order over, less the grace: a third for what holds us
  // up before the send, a third for waiting its turn, and a third for clocks that differ.
  const latestStart = Math.max(1000, (timing.lease - timing.grace) / 3);
  const gift = options.gift && guardGiftProvider(options.gift, guarding, latestStart);
  const promo = options.promo && guardPromoProvider(options.promo, guarding);
  const points = options.points && guardPointsProvider(options.points, guarding, latestStart);

  const secrets = [options.secret, ...(options.previousSecrets ?? [])];
  const database = typeof given === 'string' ? await openDatabase<unknown>(given) : given;
  const closeDatabase = async () => {
    if (typeof given === 'string') await database.close();
  };
  let journal: Journal;
  try {
    journal = await openJournal(database, createSealer(secrets));
  } catch (thrown) {
    await closeDatabase();
    throw thrown;
  }

  const report = reporter(options.onError);
  const tokens = createQuoteTokens(secrets, clock);
  const loyalty: Loyalty | undefined =
    points && createLoyalty({ ...options.loyalty, provider: points, journal, secrets, clock, report });
  const quoting = createQuoting(
    {
      currency: options.currency,
      maxGiftCodes: options.maxGiftCodes ?? 5,
      quoteFor: options.quoteFor ?? 30 * 60_000,
      quoteWithin: options.quoteWithin ?? 2500,
      remainder: options.remainder ?? 'reissue',
      stacking: { goodsPromos: 1, deliveryPromos: 1, pointsWithPromo: true, ...options.stacking },
      clock,
      newId,
    },
    { gift, promo, points },
    options.promoIndex,
  );
  if (promo) quoting.refusedUses = createRefusedUses(journal, promo.name);
  // Two processes must never have one name in leases, also when their ids are given by `newId`.
  const worker = randomUUID();
  const writer = { worker, lease: timing.lease, clock, journal };
  const runEffect = createEffectRunner({
    ...writer,
    effects: createEffectKinds({ gift, points, clock, lookUps: quoting }),
    queue: createSerialQueue(),
    grace: timing.grace,
    monotonic: systemTime.monotonic,
    latestStart,
  });
  const { run, idle } = createOrderRunner({ ...writer, runEffect, newId });
  const context = {
    ...systemTime,
    ...{ journal, worker, quoting, tokens, loyalty, timing, clock, newId, run, report },
    promoProvider: promo?.name ?? '',
    personalLimits: createPersonalLimits(promo, clock),
  };
  const orders = createOrders(context);
  const reconcile = createReconcile({ journal, gift, promo, points, clock });
  const stop = keepRecovering({ ...context, ...backgroundTime }, options.recoverEvery ?? 5000);

  return {
    ...createHandler({
      basePath,
      allowedOrigins: options.allowedOrigins ?? [],
      trustedProxies: options.trustedProxies ?? 0,
      guesses: createGuessBudget({ wrongCodes: 10, perSeconds: 600, ...options.guesses }),
      guard: createMerchantGuard(options.merchantSecret),
      quoting,
      tokens,
      orders,
      loyalty,
      resolveCart: options.resolveCart,
      admin: options.adminSecret ? { guard: createMerchantGuard(options.adminSecret), reconcile } : undefined,
      newId,
      report,
    }),
    orders,
    loyalty: {
      async customerToken(search, validForMs) {
        if (!loyalty) throw new PerksError('CONFIGURATION', { details: { option: 'points' } });
        return loyalty.customerToken(search, validForMs);
      },
    },
    reconcile,
    basePath,
    recover: () => orders.recover(),
    async close() {
      await stop();
      await idle();
      await loyalty?.close();
      await closeDatabase();
    },
  };
}

/** Makes the way in which mishaps are told. An `onError` that throws must not end what it was told of. */
function reporter(onError: PerksOptions['onError']): (thrown: unknown, requestId?: string) => void {
  const tell = onError ?? ((mishap: Mishap) => console.error(JSON.stringify({ level: 'error', ...mishap })));
  return (thrown, requestId = 'recover') => {
    const { name = typeof thrown, code } = (thrown instanceof Error ? thrown : {}) as { name?: string; code?: unknown };
    const known = typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code);
    try {
      tell({ requestId, code: known ? code : 'INTERNAL', name });
    } catch {
      // There is nobody left to tell.
    }
  };
}
