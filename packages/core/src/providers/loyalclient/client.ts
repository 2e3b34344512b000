import type { z } from 'zod';
import { PerksError } from '../../errors/perks-error.ts';
import { parseDecimal } from '../../money/parse-decimal.ts';
import { toDecimalNumber } from '../../money/to-decimal-number.ts';
import { checkedCurrency } from '../checked-currency.ts';
import { checkedKey } from '../checked-key.ts';
import { parseBasisPoints } from '../parse-basis-points.ts';
import { createProviderHttp, type ProviderHttp, type ProviderHttpOptions } from '../provider-http.ts';
import { readAnswer } from '../read-answer.ts';
import { holdEnd } from './hold-end.ts';
import { type LoyalLevelType, type LoyalPerson, levelTypeOf, loyalPersonOf } from './loyal-person.ts';
import { normaliseSearch } from './normalise-search.ts';
import { type RefusalCodes, refusalOf } from './refusal.ts';
import { clientWire, heldWire, operatedWire, recalculatedWire, successWire } from './wire.ts';

/** How LoyalClient is reached. */
export interface LoyalClientOptions {
  /** Where the API begins. The provider publishes no address: each merchant is told its own. https, or plain http to loopback. */
  baseUrl: string;
  /** The key of the merchant, sent as `apikey`. */
  apiKey: string;
  /** The point of sale of every call. Give the online shop one of its own: an operation ends the holds at its point. */
  point: string;
  /** The currency of all sums, an ISO 4217 code. */
  currency: string;
  /** Longest that a call may take, ms; 15 000 unless given. */
  timeoutMs?: number;
  /** Used instead of the global `fetch`, for instance an issuer in the same process. */
  fetch?: (request: Request) => Promise<Response>;
  /** ms since epoch; the system's clock unless given. */
  clock?: () => number;
}

/** A purchase priced. Points are with decimals where the provider has them. */
export interface LoyalRecalc {
  basisPoints: number;
  type: LoyalLevelType;
  /** The most points that may be spent on it. */
  spend: number;
  /** The points that it brings when none are spent. */
  earn: number;
}

/** Points held. */
export interface LoyalHold {
  id: string;
  /** ms since epoch by our own clock. */
  until: number;
  /** Points. */
  amount: number;
}

/** A purchase recorded. Points are with decimals where the provider has them. */
export interface LoyalOperation {
  /** What is left to pay by other means, minor units. */
  total: number;
  basisPoints: number;
  type: LoyalLevelType;
  /** Points taken, when points were to be spent. */
  spend?: number;
  /** Points brought, when none were. */
  earn?: number;
}

/**
 * LoyalClient's five documented calls, typed, for one point of sale. Answers are read with tolerance and requests written
 * strictly; nothing is ever retried, redirected or recomputed. Every method throws `PerksError`; on the three writes
 * (`hold`, `release`, `retail`) its `outcome` tells whether the write certainly had no effect. Source: the provider's document
 * and our assumptions, `docs/providers.md`.
 */
export interface LoyalClient {
  readonly timeoutMs: number;
  /** Finds a person by phone, card or app code. @throws `MEMBER_NOT_FOUND`; `INVALID_REQUEST` for a blank search */
  client(request: { search: string; holds?: readonly string[] | undefined }): Promise<LoyalPerson>;
  /** Prices a purchase of `amount` minor units. @throws `MEMBER_NOT_FOUND`, `MONEY_INVALID` */
  recalc(request: { clientId: string; amount: number; holds?: readonly string[] | undefined }): Promise<LoyalRecalc>;
  /**
   * Holds whole points for 1 to 30 minutes; 10 by the document unless given.
   *
   * @throws `MEMBER_NOT_FOUND`; `POINTS_EXCEEDED`; before anything is sent, `INVALID_REQUEST`
   */
  hold(request: { clientId: string; points: number; minutes?: number | undefined }): Promise<LoyalHold>;
  /** Lets a hold go; one that never was succeeds too. */
  release(holdId: string): Promise<void>;
  /**
   * Records a purchase of `amount` minor units for good: takes `spend` whole points, or with 0 brings points.
   *
   * @throws `POINTS_EXCEEDED`, with `details.max` where the provider names it; `MEMBER_NOT_FOUND`; `MONEY_INVALID`
   */
  retail(request: {
    clientId: string;
    amount: number;
    spend: number;
    holds?: readonly string[] | undefined;
  }): Promise<LoyalOperation>;
}

/** The longest hold that the document knows, minutes. */
const LONGEST_HOLD = 30;
/** Nothing that is searched for, and no id, is longer than this. */
const LONGEST_TEXT = 256;

/**
 * Makes a client of LoyalClient for one point of sale.
 *
 * @throws {PerksError} `CONFIGURATION` for a missing or unsafe base URL, an empty key or point, a currency that is none
 */
export function createLoyalClient(options: LoyalClientOptions): LoyalClient {
  const { baseUrl, timeoutMs = 15_000, clock = Date.now } = options;
  const currency = checkedCurrency(options.currency);
  const point = checkedPoint(options.point);
  const headers = { apikey: checkedKey(options.apiKey, 'apiKey') };
  const reach = { baseUrl, headers, timeoutMs, ...(options.fetch ? { fetch: options.fetch } : {}) };
  const http = createProviderHttp(reach);

  async function call<Schema extends z.ZodType>(
    path: string,
    body: Record<string, unknown>,
    schema: Schema,
    { through = http, codes = {} }: { through?: ProviderHttp; codes?: RefusalCodes } = {},
  ): Promise<z.output<Schema>> {
    const answer = await through({ method: 'POST', path: `/integration/general/${path}`, body });
    const refusal = refusalOf(answer, codes);
    if (refusal) throw refusal;
    return readAnswer(() => schema.parse(answer.json));
  }

  /** What the three calls about one client begin with. */
  const about = (clientId: string) => ({ client: checkedId(clientId, 'clientId'), point });

  return {
    timeoutMs,

    async client({ search, holds }) {
      const { client } = await call('client', { search: checkedSearch(search), point, ...holding(holds) }, clientWire);
      return readAnswer(() => loyalPersonOf(client));
    },

    async recalc({ clientId, amount, holds }) {
      const body = { ...about(clientId), amount: writtenSum(amount, currency), ...holding(holds) };
      const { recalc } = await call('recalc', body, recalculatedWire);
      return readAnswer(() => ({
        basisPoints: parseBasisPoints(recalc.percent),
        type: levelTypeOf(recalc.type),
        // Missing, as it may be on a level that takes no points, there is nothing to spend.
        spend: recalc.spend ?? 0,
        earn: recalc.earn ?? 0,
      }));
    },

    async hold({ clientId, points, minutes }) {
      const duration = minutes === undefined ? {} : { duration: checkedCount(minutes, 'minutes', 1, LONGEST_HOLD) };
      const body = { ...about(clientId), amount: checkedCount(points, 'points', 1), ...duration };
      const { through, date } = dated(reach);
      const sentAt = clock();
      // The provider's `amount` are points here, and there is nothing to refuse about them but that they are too many.
      const { held } = await call('bonuses/hold', body, heldWire, { through, codes: { amount: 'POINTS_EXCEEDED' } });
      const until = holdEnd({ until: Math.floor(held.until * 1000), date: date(), sentAt, receivedAt: clock() });
      return { id: held.id, until, amount: held.amount };
    },

    async release(holdId) {
      await call('bonuses/release', { id: checkedId(holdId, 'holdId') }, successWire);
    },

    async retail({ clientId, amount, spend, holds }) {
      const sums = { amount: writtenSum(amount, currency), spend: checkedCount(spend, 'spend', 0) };
      const { retail } = await call('retail', { ...about(clientId), ...sums, ...holding(holds) }, operatedWire);
      return readAnswer(() => {
        const total = parseDecimal(retail.total, currency);
        // Points that were to be spent and are not spoken of may be spent or not.
        if (total < 0 || (spend > 0 && retail.spend == null))
          throw new PerksError('PROVIDER_PROTOCOL', { outcome: 'unknown' });
        return {
          total,
          basisPoints: parseBasisPoints(retail.percent),
          type: levelTypeOf(retail.type),
          ...(retail.spend == null ? {} : { spend: retail.spend }),
          ...(retail.earn == null ? {} : { earn: retail.earn }),
        };
      });
    },
  };
}

/** A way to the provider for one call, which keeps the `Date` of the answer: the clock by which a hold ends. */
function dated(reach: ProviderHttpOptions): { through: ProviderHttp; date: () => number | undefined } {
  const { fetch = (request: Request) => globalThis.fetch(request) } = reach;
  let date: string | null = null;
  const through = createProviderHttp({
    ...reach,
    async fetch(request) {
      const response = await fetch(request);
      date = response.headers.get('date');
      return response;
    },
  });
  return { through, date: () => (date === null ? undefined : Date.parse(date)) };
}

/** The document's optional field: a list of ids, left out when there are none. */
function holding(holds: readonly string[] | undefined): { hold?: string[] } {
  if (holds === undefined || holds.length === 0) return {};
  return { hold: holds.map((id) => checkedId(id, 'holds')) };
}

function checkedSearch(search: string): string {
  if (typeof search !== 'string' || search.trim() === '' || search.length > LONGEST_TEXT) throw invalid('search');
  return normaliseSearch(search);
}

function checkedId(id: string, path: string): string {
  if (typeof id !== 'string' || id.trim() === '' || id.length > LONGEST_TEXT) throw invalid(path);
  return id;
}

function checkedCount(count: number, path: string, least: number, most: number = Number.MAX_SAFE_INTEGER): number {
  if (!Number.isSafeInteger(count) || count < least || count > most) throw invalid(path);
  return count;
}

function writtenSum(amount: number, currency: string): number {
  try {
    if (amount >= 0) return toDecimalNumber(amount, currency);
  } catch {
    // Refused below, with the outcome that the caller needs.
  }
  throw new PerksError('MONEY_INVALID', { outcome: 'notApplied', details: { path: 'amount' } });
}

function invalid(path: string): PerksError {
  return new PerksError('INVALID_REQUEST', { outcome: 'notApplied', details: { path } });
}

function checkedPoint(point: string): string {
  if (typeof point === 'string' && point.trim() !== '') return point;
  throw misconfigured('point');
}

function misconfigured(option: string): PerksError {
  return new PerksError('CONFIGURATION', { details: { option } });
}
