import { onTestFinished } from 'vitest';
import type { Issuer, IssuerOptions, PromoInput, RunningIssuer } from '../../src/index.ts';
import { serveIssuer } from '../../src/index.ts';
import { openIssuer } from './open-issuer.ts';

/** The numbers of the documented samples. */
export const USER = 123;
export const SITE = 11_111;

export interface MottorAnswer {
  status: number;
  headers: Headers;
  text: string;
  // The tests check every field themselves.
  json: never;
}

export type MottorCall = (
  method: string,
  path: string,
  options?: { body?: unknown; raw?: BodyInit; key?: string | null; user?: string | null },
) => Promise<MottorAnswer>;

/** Opens an issuer with the documented account and site, and a clock that moves only when the test moves it. */
export async function openMottor(options: Partial<IssuerOptions> = {}) {
  const test = await openIssuer(options);
  const { control } = test.issuer;
  const { apiKey } = await control.mottor.createAccount({ userId: USER });
  await control.mottor.createSite({ userId: USER, siteId: SITE });
  const call = createMottorCaller(test.issuer, apiKey);
  /** Creates a promo over the wire and returns its id, which only the list shows. */
  const newPromo = async (fields: Omit<PromoInput, 'code'> & { code?: string } = {}): Promise<number> => {
    const body = { site_id: SITE, code: 'SALE10', is_enabled: true, bonus_amount: 10, ...fields };
    const { status } = await call('POST', '/promo', { body });
    if (status !== 200) throw new Error(`The promo was refused: ${status}`);
    const promos = await readList(call);
    return promos.find(({ code }) => code === body.code)?.id ?? Number.NaN;
  };
  return { ...test, control, apiKey, call, newPromo };
}

export function createMottorCaller(issuer: Pick<Issuer, 'fetch'>, apiKey: string, userId: number = USER): MottorCall {
  return async (method, path, { body, raw, key = apiKey, user = String(userId) } = {}) => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const request = new Request(`http://issuer.test/v1${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        ...(user === null ? {} : { 'X-Api-User-Id': user }),
      },
      ...(payload === undefined ? {} : { body: payload }),
      ...(payload instanceof ReadableStream ? { duplex: 'half' as const } : {}),
    });
    const response = await issuer.fetch(request);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (text === '' ? undefined : JSON.parse(text)) as never,
    };
  };
}

export interface Listed {
  id: number;
  code: string;
  pos: number;
  is_valid: boolean;
  promo_used_count: number;
}

export async function readList(call: MottorCall, siteId: number = SITE): Promise<Listed[]> {
  return (await call('GET', `/promo?site_id=${siteId}`)).json;
}

/** Serves an issuer on a port until the test is over. */
export async function onPort(issuer: Pick<Issuer, 'fetch'>): Promise<RunningIssuer> {
  const running = await serveIssuer(issuer, { port: 0 });
  onTestFinished(() => running.close());
  return running;
}
