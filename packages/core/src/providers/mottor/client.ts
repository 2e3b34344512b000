import type { ErrorCode } from '../../errors/codes.ts';
import { isPerksError, PerksError, type WriteOutcome } from '../../errors/perks-error.ts';
import { checkedCurrency } from '../checked-currency.ts';
import { checkedKey } from '../checked-key.ts';
import { createProviderHttp, type ProviderCall, type ProviderHttp } from '../provider-http.ts';
import { readAnswer } from '../read-answer.ts';
import { type MottorPromo, mottorPromoOf } from './mottor-promo.ts';
import { type MottorStatistic, mottorStatisticOf } from './mottor-statistic.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import {
  changedFields,
  draftBody,
  isSameBody,
  isUnchanged,
  type MottorPromoChange,
  type MottorPromoDraft,
  mergedBody,
} from './promo-body.ts';
import { refusalOf } from './refusal.ts';
import {
  createdWire,
  type ListedPromoWire,
  type PromoBody,
  type PromoWire,
  promosWire,
  promoWire,
  statisticsWire,
} from './wire.ts';

/** How Mottor is reached. */
export interface MottorClientOptions {
  /** The account's id, sent as `X-Api-User-Id`. */
  userId: string | number;
  /** The account's key, sent as a bearer token. It opens all sites of the account. */
  apiKey: string;
  /** The one site whose promos are meant, a positive integer. */
  siteId: string | number;
  /** The site's currency, in which fixed sums are: an ISO 4217 code. */
  currency: string;
  /** Where the API begins, without `/v1`; Mottor's own address unless given. */
  baseUrl?: string;
  /** Longest that a request may take, ms, up to 60 000; 15 000 unless given. The writes make several. */
  timeoutMs?: number;
  /** Used instead of the global `fetch`, for instance an issuer in the same process. */
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * Mottor's six documented promo calls, typed, for one site. Answers are read with tolerance and requests written strictly;
 * nothing is ever sent twice or redirected. Mottor answers a new promo without its id, a promo without its site, and keeps no
 * versions, so the writes read before and after; those on one promo of this client go one at a time.
 *
 * Every method throws `PerksError`; on the three writes its `outcome` tells whether the write certainly had no effect. A write
 * whose answer got lost is looked for once, and counts as done when it shows. Source: the provider's document and our
 * assumptions, `docs/providers.md`.
 */
export interface MottorClient {
  readonly timeoutMs: number;
  /** Lists every promo of the site. @throws `PROMO_NOT_FOUND` when the site is not the account's */
  listPromos(): Promise<MottorPromo[]>;
  /**
   * Creates a promo and finds it in the list, where its id is.
   *
   * @throws `PROMO_CODE_TAKEN` for a code that the site has already, in whatever case; before anything is sent,
   *   `INVALID_REQUEST` or `MONEY_INVALID` with the field in `details.path`
   */
  createPromo(draft: MottorPromoDraft): Promise<MottorPromo>;
  /** Reads one promo of the account, of whatever site: only a list tells the site. @throws `PROMO_NOT_FOUND` */
  getPromo(promoId: number): Promise<MottorPromo>;
  /**
   * Changes a promo of the site: reads it, sends all of its fields, reads it again.
   *
   * @throws `PROMO_NOT_FOUND`, also for a promo of another site; `PROMO_CODE_TAKEN`; `PROMO_CONFLICT` when it shows neither
   *   what it was nor what was sent; and as {@link MottorClient.createPromo}
   */
  changePromo(promoId: number, change: MottorPromoChange): Promise<MottorPromo>;
  /** Deletes a promo of the site for good. @throws `PROMO_NOT_FOUND`, also for a promo of another site */
  deletePromo(promoId: number): Promise<void>;
  /** Lists the uses of one promo of the account; a use may show up late. @throws `PROMO_NOT_FOUND` */
  statistics(promoId: number): Promise<MottorStatistic[]>;
}

const DEFAULT_BASE_URL = 'https://api.lpmotor.ru';
const PROMOS = '/v1/promo';
/** The longest that the document's own samples wait, ms. */
const LONGEST_TIMEOUT = 60_000;
/** Lists come whole: a hundred thousand promos weigh some 35 MB. */
const LARGEST_LIST = 128 * 1024 * 1024;

/**
 * Makes a client of Mottor for one site.
 *
 * @throws {PerksError} `CONFIGURATION` for ids, a key, a currency or a timeout that cannot be, or an unsafe base URL
 */
export function createMottorClient(options: MottorClientOptions): MottorClient {
  const { timeoutMs = 15_000 } = options;
  const currency = checkedCurrency(options.currency);
  const siteId = checkedSiteId(options.siteId);
  if (timeoutMs > LONGEST_TIMEOUT) throw misconfigured('timeoutMs');

  const reach = {
    baseUrl: options.baseUrl ?? DEFAULT_BASE_URL,
    headers: {
      'X-Api-User-Id': checkedUserId(options.userId),
      Authorization: `Bearer ${checkedKey(options.apiKey, 'apiKey')}`,
      'Content-Type': 'application/json',
    },
    timeoutMs,
    ...(options.fetch ? { fetch: options.fetch } : {}),
  };
  const one = createProviderHttp(reach);
  const many = createProviderHttp({ ...reach, maxBytes: LARGEST_LIST });
  const inTurn = createOneAtATime<number | string>();

  async function readList(): Promise<ListedPromoWire[]> {
    const json = await answerOf(many, { method: 'GET', path: PROMOS, query: { site_id: siteId } });
    return readAnswer(() => promosWire.parse(json));
  }

  async function readOne(path: string): Promise<PromoWire> {
    const json = await answerOf(one, { method: 'GET', path });
    return readAnswer(() => promoWire.parse(json));
  }

  return {
    timeoutMs,

    async listPromos() {
      return (await readList()).map((wire) => mottorPromoOf(wire.id, wire, currency));
    },

    async createPromo(draft) {
      const body = draftBody(draft, currency);
      return inTurn(body.code.toLowerCase(), async () => {
        const before = await unsent(readList);
        if (before.some((promo) => isCode(promo, body.code))) throw refused('PROMO_CODE_TAKEN');

        const sent = await send(one, { method: 'POST', path: PROMOS, body: { site_id: siteId, ...body } });
        const answered = createdWire.safeParse(sent.json);
        if (answered.success) return mottorPromoOf(answered.data.id, body, currency);

        const made = createdIn(await settled(sent, readList), before, body, sent.doubt === undefined);
        if (!made) throw sent.doubt ?? unreadable();
        const { personal_limit_is_enabled } = body;
        return mottorPromoOf(made.id, { ...made, personal_limit_is_enabled }, currency);
      });
    },

    async getPromo(promoId) {
      return mottorPromoOf(promoId, await readOne(promoPath(promoId)), currency);
    },

    async changePromo(promoId, change) {
      const path = promoPath(promoId);
      const changed = changedFields(change, currency);
      return inTurn(promoId, async () => {
        const { current, body } = await unsent(async () => {
          const others = othersThan(promoId, await readList());
          if (others.some((promo) => isCode(promo, changed.code))) throw refused('PROMO_CODE_TAKEN');
          const current = await readOne(path);
          return { current, body: mergedBody(current, changed) };
        });

        const sent = await send(one, { method: 'PUT', path, body });
        const after = await settled(sent, () => readOne(path));
        if (isSameBody(after, body)) return mottorPromoOf(promoId, after, currency);
        if (isUnchanged(after, current)) throw sent.doubt ?? unreadable();
        throw new PerksError('PROMO_CONFLICT', { outcome: 'unknown' });
      });
    },

    async deletePromo(promoId) {
      const path = promoPath(promoId);
      return inTurn(promoId, async () => {
        await unsent(async () => othersThan(promoId, await readList()));
        try {
          await answerOf(one, { method: 'DELETE', path });
        } catch (thrown) {
          const { outcome, code } = isPerksError(thrown) ? thrown : {};
          if (outcome !== 'unknown' && code !== 'PROMO_NOT_FOUND') throw thrown;
          // When it is gone, by us or by somebody else, what was asked for is so.
          const left = await readList().catch(() => undefined);
          if (!left || left.some(({ id }) => id === promoId)) throw thrown;
        }
      });
    },

    async statistics(promoId) {
      const path = `${promoPath(promoId)}/statistics`;
      const json = await answerOf(many, { method: 'GET', path });
      return readAnswer(() => statisticsWire.parse(json).map((row) => mottorStatisticOf(row, currency)));
    },
  };
}

/** A write that was sent: what came back, or why nobody can tell whether it had its effect. */
interface Sent {
  json?: unknown;
  doubt?: PerksError;
}

async function send(http: ProviderHttp, call: ProviderCall): Promise<Sent> {
  try {
    return { json: await answerOf(http, call) };
  } catch (thrown) {
    if (isPerksError(thrown) && thrown.outcome === 'unknown') return { doubt: thrown };
    throw thrown;
  }
}

/** The body of an answer that is no refusal. */
async function answerOf(http: ProviderHttp, call: ProviderCall): Promise<unknown> {
  const answer = await http(call);
  const refusal = refusalOf(answer, call.path === PROMOS ? 'site' : 'promo');
  if (refusal) throw refusal;
  return answer.json;
}

/** Reads before a write: whatever fails here, the write had no effect. */
async function unsent<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    throw withOutcome(thrown, 'notApplied');
  }
}

/** Reads after a write: what fails here, such as a refused connection, says nothing of the write. */
async function settled<T>(sent: Sent, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    throw sent.doubt ?? withOutcome(thrown, 'unknown');
  }
}

function withOutcome(thrown: unknown, outcome: WriteOutcome): unknown {
  if (!isPerksError(thrown)) return thrown;
  const { code, retryAfter, details } = thrown;
  return new PerksError(code, { retryAfter, details, outcome });
}

/**
 * Finds a promo that was just created: one that the list did not show before, under the code as written or else in another
 * case. When the answer got lost, another's promo must not pass for ours, so all its fields have to be the same.
 */
function createdIn(
  after: readonly ListedPromoWire[],
  before: readonly ListedPromoWire[],
  body: PromoBody,
  acknowledged: boolean,
): ListedPromoWire | undefined {
  const known = new Set(before.map(({ id }) => id));
  const named = after.filter((promo) => !known.has(promo.id) && isCode(promo, body.code));
  const exact = named.filter(({ code }) => code === body.code);
  const candidates = exact.length > 0 ? exact : named;
  const same = candidates.find((promo) => isSameBody(promo, body));
  return same ?? (acknowledged ? candidates[0] : undefined);
}

function isCode({ code }: PromoWire, wanted: string | undefined): boolean {
  return code.toLowerCase() === wanted?.toLowerCase();
}

/** The site's other promos. @throws `PROMO_NOT_FOUND` when the site has no such promo: ids are the whole account's */
function othersThan(promoId: number, promos: readonly ListedPromoWire[]): ListedPromoWire[] {
  const others = promos.filter(({ id }) => id !== promoId);
  if (others.length === promos.length) throw refused('PROMO_NOT_FOUND');
  return others;
}

function promoPath(promoId: number): string {
  if (Number.isSafeInteger(promoId) && promoId > 0) return `${PROMOS}/${promoId}`;
  throw new PerksError('INVALID_REQUEST', { outcome: 'notApplied', details: { path: 'promoId' } });
}

function refused(code: ErrorCode): PerksError {
  return new PerksError(code, { outcome: 'notApplied' });
}

function unreadable(): PerksError {
  return new PerksError('PROVIDER_PROTOCOL', { outcome: 'unknown' });
}

function checkedUserId(userId: string | number): string {
  return checkedKey(typeof userId === 'number' && Number.isSafeInteger(userId) ? String(userId) : userId, 'userId');
}

function checkedSiteId(siteId: string | number): number {
  const id = typeof siteId === 'string' && /^\d+$/.test(siteId) ? Number(siteId) : siteId;
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
  throw misconfigured('siteId');
}

function misconfigured(option: string): PerksError {
  return new PerksError('CONFIGURATION', { details: { option } });
}
