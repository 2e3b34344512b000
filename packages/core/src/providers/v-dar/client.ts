import type { z } from 'zod';
import type { ErrorCode } from '../../errors/codes.ts';
import { PerksError } from '../../errors/perks-error.ts';
import { parseDecimal } from '../../money/parse-decimal.ts';
import { toDecimalNumber } from '../../money/to-decimal-number.ts';
import { isGiftCode } from '../../perks/is-gift-code.ts';
import { checkedKey } from '../checked-key.ts';
import type { GiftStatus } from '../gift-provider.ts';
import { createProviderHttp, type ProviderAnswer, type ProviderCall } from '../provider-http.ts';
import { readAnswer } from '../read-answer.ts';
import { readTime } from '../read-time.ts';
import {
  activatedWire,
  balanceWire,
  checkedWire,
  codesPageWire,
  deactivatedWire,
  generatedWire,
  operationsPageWire,
  refusedWire,
} from './wire.ts';

/** How V-DAR is reached. */
export interface VDarClientOptions {
  /** The key of the merchant, sent as `X-API-Key`. */
  apiKey: string;
  /** Where the API begins; V-DAR's own address unless given. */
  baseUrl?: string;
  /** Longest that a call may take, ms; 15 000 unless given. */
  timeoutMs?: number;
  /** Currency of lists that name none; `RUB` unless given. */
  currency?: string;
  /** Used instead of the global `fetch`, for instance an issuer in the same process. */
  fetch?: (request: Request) => Promise<Response>;
}

/** A code as V-DAR issued it. Sums in minor units, times in ms since epoch. */
export interface VDarCode {
  id: string;
  code: string;
  amount: number;
  currency: string;
  name?: string;
  status: GiftStatus;
  expiresAt?: number;
  createdAt?: number;
}

/** What V-DAR says of one code; a code that does not exist has no other field. */
export type VDarCheck =
  | { exists: false }
  | { exists: true; isValid: boolean; status: GiftStatus; amount: number; currency: string; expiresAt?: number };

/** One page of a list. */
export interface VDarPage<Item> {
  items: Item[];
  total: number;
  page: number;
  size: number;
}

/** One entry of V-DAR's list of operations. It names no code. */
export interface VDarOperation {
  id: string;
  type: string;
  amount: number;
  currency: string;
  status?: string;
  createdAt?: number;
}

/** The merchant's balance at one site, minor units. */
export interface VDarBalance {
  siteId: string;
  siteLogin?: string;
  currency: string;
  balance: number;
  frozenBalance: number;
  totalBalance: number;
}

/** Proof of an activation. */
export interface VDarActivation {
  operationId: string;
  amount: number;
  currency: string;
  activatedAt?: number;
}

/** Which page of a list; pages count from 1, and a page holds 1 to 100 items. */
export interface VDarPageRequest {
  page?: number;
  size?: number;
  /** Currency of items that name none; the client's own unless given. */
  currency?: string;
}

/**
 * V-DAR's seven documented calls, typed. Answers are read with tolerance and requests written strictly; nothing is ever
 * retried or redirected. Every method throws `PerksError`; on the three writes its `outcome` tells whether the write
 * certainly had no effect. Source: the provider's document and our assumptions, `docs/providers.md`.
 */
export interface VDarClient {
  readonly timeoutMs: number;
  /**
   * Creates a code and debits the balance. `amount` in minor units.
   *
   * @throws `PROVIDER_FUNDS`; before anything is sent, `MONEY_INVALID` for a sum that is no money and `INVALID_REQUEST`
   *   for a lifetime of less than a second
   */
  generateCode(request: {
    amount: number;
    currency: string;
    name: string;
    expiresInSeconds: number;
  }): Promise<VDarCode>;
  /** Spends a code whole and credits the site. @throws `GIFT_CODE_NOT_FOUND`, `GIFT_CODE_NOT_ACTIVE` */
  activateCode(request: { code: string; siteId?: string | undefined }): Promise<VDarActivation>;
  /** Looks a code up. @throws `GIFT_CODE_MALFORMED` before anything is sent */
  checkCode(code: string): Promise<VDarCheck>;
  /** Lists the merchant's codes, in clear. */
  listCodes(request?: VDarPageRequest): Promise<VDarPage<VDarCode>>;
  /** Reads a site's balance. */
  balance(siteId: string): Promise<VDarBalance>;
  /** Lists the merchant's operations. */
  listOperations(request?: VDarPageRequest): Promise<VDarPage<VDarOperation>>;
  /** Makes a code useless without crediting anybody. @throws `GIFT_CODE_NOT_FOUND`, `GIFT_CODE_NOT_ACTIVE` */
  deactivateCode(code: string): Promise<void>;
}

const DEFAULT_BASE_URL = 'https://api.v-dar.ru/api/v1';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Makes a client of V-DAR.
 *
 * @throws {PerksError} `CONFIGURATION` for an empty key or a base URL that is neither https nor loopback
 */
export function createVDarClient(options: VDarClientOptions): VDarClient {
  const { currency: listCurrency = 'RUB', timeoutMs = 15_000 } = options;
  const http = createProviderHttp({
    baseUrl: options.baseUrl ?? DEFAULT_BASE_URL,
    headers: { 'X-API-Key': checkedKey(options.apiKey, 'apiKey') },
    timeoutMs,
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });

  async function call<Schema extends z.ZodType>(
    request: ProviderCall,
    schema: Schema,
    refusals = REFUSALS,
  ): Promise<z.output<Schema>> {
    return readAs(schema, accepted(await http(request), refusals));
  }

  return {
    timeoutMs,

    async generateCode({ amount, currency, name, expiresInSeconds }) {
      const body = {
        amount: writtenSum(amount, currency),
        currency_code: currency,
        name,
        expires_in_seconds: writtenSeconds(expiresInSeconds),
      };
      const made = await call({ method: 'POST', path: '/codes/generate', body }, generatedWire);
      return readAnswer(() => codeOf(made, made.currency_code ?? currency));
    },

    async activateCode({ code, siteId }) {
      const body = { code: checkedCode(code), ...(siteId === undefined ? {} : { site_id: checkedSite(siteId) }) };
      const done = await call({ method: 'POST', path: '/codes/activate', body }, activatedWire, CODE_REFUSALS);
      return readAnswer(() => {
        const currency = done.currency_code ?? listCurrency;
        const amount = worth(done.activated_amount, currency);
        return { operationId: done.operation_id, amount, currency, ...times({ activatedAt: done.activated_at }) };
      });
    },

    async checkCode(code) {
      const path = `/codes/${checkedCode(code)}`;
      const answer = await http({ method: 'GET', path });
      if (answer.status === 404) return { exists: false };

      const found = readAs(checkedWire, accepted(answer, CODE_REFUSALS));
      if (!found.exists) return { exists: false };
      return readAnswer(() => {
        const currency = found.currency_code ?? listCurrency;
        return {
          exists: true,
          isValid: found.is_valid ?? false,
          status: statusOf(found.status),
          amount: worth(found.amount, currency),
          currency,
          ...times({ expiresAt: found.expires_at }),
        };
      });
    },

    async listCodes(request) {
      const page = await call({ method: 'GET', path: '/codes/', query: paging(request) }, codesPageWire);
      return readAnswer(() => ({
        ...pageOf(page, request),
        items: page.items.map((item) => codeOf(item, item.currency_code ?? request?.currency ?? listCurrency)),
      }));
    },

    async balance(siteId) {
      const path = `/merchants/balance/${checkedSite(siteId)}`;
      const found = await call({ method: 'GET', path }, balanceWire);
      return readAnswer(() => {
        const currency = found.currency_code ?? listCurrency;
        const balance = parseDecimal(found.balance, currency);
        const frozenBalance = parseDecimal(found.frozen_balance ?? 0, currency);
        const totalBalance = parseDecimal(found.total_balance ?? found.balance, currency);
        const login = found.site_login ? { siteLogin: found.site_login } : {};
        return { siteId: found.site_id ?? siteId, ...login, currency, balance, frozenBalance, totalBalance };
      });
    },

    async listOperations(request) {
      const page = await call({ method: 'GET', path: '/operations/', query: paging(request) }, operationsPageWire);
      return readAnswer(() => ({
        ...pageOf(page, request),
        items: page.items.map((item) => {
          const currency = item.currency_code ?? request?.currency ?? listCurrency;
          return {
            id: item.id,
            type: item.type,
            amount: parseDecimal(item.amount, currency),
            currency,
            ...(item.status ? { status: item.status } : {}),
            ...times({ createdAt: item.created_at }),
          };
        }),
      }));
    },

    async deactivateCode(code) {
      const path = `/codes/${checkedCode(code)}`;
      const json = accepted(await http({ method: 'DELETE', path }), CODE_REFUSALS);
      // A DELETE may well answer with nothing at all; only a clear "no" is a refusal.
      if (typeof json === 'object' && json !== null) readAs(deactivatedWire, json);
    },
  };
}

/** Classified by status alone: V-DAR documents no errors, and its texts are for people (`docs/providers.md`, D-V1). */
const REFUSALS: Readonly<Record<number, ErrorCode>> = {
  401: 'PROVIDER_AUTH',
  402: 'PROVIDER_FUNDS',
  403: 'PROVIDER_AUTH',
  429: 'PROVIDER_RATE_LIMITED',
};

/** Calls about one code have two refusals more. */
const CODE_REFUSALS: Readonly<Record<number, ErrorCode>> = {
  ...REFUSALS,
  404: 'GIFT_CODE_NOT_FOUND',
  409: 'GIFT_CODE_NOT_ACTIVE',
};

/** The body of an answer that is no refusal. */
function accepted({ status, json, retryAfter }: ProviderAnswer, refusals: typeof REFUSALS): unknown {
  if (status < 400 && !refusedWire.safeParse(json).success) return json;
  throw new PerksError(refusals[status] ?? 'PROVIDER_REFUSED', {
    outcome: 'notApplied',
    retryAfter,
    details: { status },
  });
}

function readAs<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> {
  return readAnswer(() => schema.parse(json));
}

/** A code's worth: whatever is below zero there is no money. */
function worth(value: unknown, currency: string): number {
  const amount = parseDecimal(value, currency);
  if (amount < 0) throw new PerksError('MONEY_INVALID');
  return amount;
}

function writtenSum(amount: number, currency: string): number {
  try {
    if (amount > 0) return toDecimalNumber(amount, currency);
  } catch {
    // Refused below, with the outcome that the caller needs.
  }
  throw new PerksError('MONEY_INVALID', { outcome: 'notApplied' });
}

function writtenSeconds(lifetime: number): number {
  const seconds = Math.floor(lifetime);
  if (Number.isSafeInteger(seconds) && seconds > 0) return seconds;
  throw new PerksError('INVALID_REQUEST', { outcome: 'notApplied', details: { path: 'expiresInSeconds' } });
}

function checkedCode(code: string): string {
  if (!isGiftCode(code)) throw new PerksError('GIFT_CODE_MALFORMED', { outcome: 'notApplied' });
  return code;
}

/** A site id enters paths: it is a UUID or nothing. @throws `CONFIGURATION` */
export function checkedSite(siteId: string): string {
  if (!UUID.test(siteId))
    throw new PerksError('CONFIGURATION', { outcome: 'notApplied', details: { option: 'siteId' } });
  return siteId;
}

function statusOf(word: string | null | undefined): GiftStatus {
  switch (word) {
    case 'active':
    case 'activated':
    case 'deactivated':
    case 'expired':
      return word;
    default:
      return 'unknown';
  }
}

function codeOf(wire: z.output<typeof generatedWire>, currency: string): VDarCode {
  return {
    id: wire.id,
    code: wire.code,
    amount: worth(wire.amount, currency),
    currency,
    ...(wire.name ? { name: wire.name } : {}),
    status: statusOf(wire.status),
    ...times({ expiresAt: wire.expires_at, createdAt: wire.created_at }),
  };
}

function paging({ page = 1, size = 20 }: VDarPageRequest = {}): { page: number; size: number } {
  return { page, size };
}

function pageOf(
  wire: { total: number; page?: number | null | undefined; size?: number | null | undefined },
  request?: VDarPageRequest,
): Omit<VDarPage<never>, 'items'> {
  const asked = paging(request);
  return { total: wire.total, page: wire.page ?? asked.page, size: wire.size ?? asked.size };
}

/** Reads times into ms; one that is missing or no time is left out. */
function times<Name extends string>(wire: Record<Name, string | null | undefined>): Partial<Record<Name, number>> {
  const read: Partial<Record<Name, number>> = {};
  for (const name in wire) {
    const ms = readTime(wire[name] ?? '');
    if (ms !== undefined) read[name] = ms;
  }
  return read;
}
