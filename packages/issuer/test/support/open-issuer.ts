import { onTestFinished } from 'vitest';
import { createIssuer, type Failure, type Issuer, type IssuerOptions } from '../../src/index.ts';
import { newDatabase } from './new-database.ts';

/** Opens an issuer on its own database, with one merchant and a clock that moves only when the test moves it. */
export interface TestIssuer {
  issuer: Issuer;
  apiKey: string;
  siteId: string;
  failures: Failure[];
  time: { now: number };
  call: Call;
}

export interface Answer {
  status: number;
  headers: Headers;
  // The tests check every field themselves.
  json: Record<string, never>;
}

export type Call = (
  method: string,
  path: string,
  options?: { body?: unknown; raw?: BodyInit; key?: string | null; headers?: Record<string, string> },
) => Promise<Answer>;

export const START = Date.parse('2025-01-20T12:00:00.345Z');

export async function openIssuer(options: Partial<IssuerOptions> & { balance?: number } = {}): Promise<TestIssuer> {
  const { balance = 5_000_000, ...rest } = options;
  const failures: Failure[] = [];
  const time = { now: START };
  const issuer = await createIssuer({
    database: await newDatabase(),
    clock: () => time.now,
    logError: (failure) => failures.push(failure),
    ...rest,
  });
  onTestFinished(() => issuer.close());
  const access = await issuer.createMerchant({ login: 'shop1', currency: 'RUB', balance });
  return { issuer, ...access, failures, time, call: createCaller(issuer, access.apiKey) };
}

export function createCaller(issuer: Issuer, apiKey: string): Call {
  return async (method, path, { body, raw, key = apiKey, headers = {} } = {}) => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const request = new Request(`http://issuer.test/api/v1${path}`, {
      method,
      headers: { ...(key === null ? {} : { 'X-API-Key': key }), ...headers },
      ...(payload === undefined ? {} : { body: payload }),
      ...(payload instanceof ReadableStream ? { duplex: 'half' as const } : {}),
    });
    const response = await issuer.fetch(request);
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? {} : JSON.parse(text) };
  };
}

/** Generates a code and returns its text. */
export async function newGift(call: Call, amount = 1000): Promise<string> {
  const { json } = await call('POST', '/codes/generate', { body: { amount } });
  return json.code ?? '';
}

/** Reads the balance of a site, in whole units. */
export async function readBalance(call: Call, siteId: string): Promise<number> {
  const { json } = await call('GET', `/merchants/balance/${siteId}`);
  return json.balance ?? Number.NaN;
}
