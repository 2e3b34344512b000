import type { Issuer, IssuerOptions } from '../../src/index.ts';
import { openIssuer } from './open-issuer.ts';

export interface LoyalAnswer {
  status: number;
  headers: Headers;
  // The tests check every field themselves.
  json: Record<string, never>;
}

export type LoyalCall = (
  path: string,
  body?: unknown,
  options?: { raw?: BodyInit; key?: string | null; method?: string },
) => Promise<LoyalAnswer>;

/** The ids of the documented samples. */
export const CLIENT = '62aXXXXX486';
export const POINT = '62aXXXXX4f4';
export const PHONE = '79200000000';

/** Opens an issuer with the documented client of 878 points, a client on a discount level, and two points of sale. */
export async function openLoyalty(options: Partial<IssuerOptions> = {}) {
  const test = await openIssuer(options);
  const { loyalClient } = test.issuer.control;
  const { programId, apiKey } = await loyalClient.createProgram();
  await loyalClient.createPoint({ programId, pointId: POINT });
  await loyalClient.createPoint({ programId, pointId: 'shop2' });
  const cashback = { programId, levelId: '621XXXXXf23', title: 'Бонусы', type: 'cashback', percent: 10 } as const;
  const discount = { programId, levelId: 'less', title: 'Скидка', type: 'discount', percent: 7 } as const;
  const { levelId } = await loyalClient.createLevel({ ...cashback, maxSpendPercent: 100 });
  await loyalClient.createLevel(discount);
  await loyalClient.createMember({
    levelId,
    memberId: CLIENT,
    name: 'ИВАН',
    photo: 'https://shop.example/1.jpeg',
    birthday: '2021-03-29',
    phone: PHONE,
    email: 'mail@mail.mail',
    card: '2000000000011',
    appCode: '482913',
    balance: 878,
  });
  await loyalClient.createMember({ levelId: 'less', memberId: 'discounted', phone: '79200000001' });
  const call = loyalCaller(test.issuer, apiKey);
  /** Reads the balance over the wire, with these holds named. */
  const balance = async (hold?: string[], search: string = PHONE): Promise<number> => {
    const { json } = await call('client', { search, point: POINT, ...(hold ? { hold } : {}) });
    return (json.client as unknown as { balance: number }).balance;
  };
  /** Holds points and returns the hold's id. */
  const hold = async (amount: number, fields: Record<string, unknown> = {}): Promise<string> => {
    const { json } = await call('bonuses/hold', { client: CLIENT, point: POINT, amount, ...fields });
    return (json.held as unknown as { id: string } | undefined)?.id ?? '';
  };
  return { ...test, loyalClient, programId, apiKey, levelId, call, balance, hold };
}

export function loyalCaller(
  issuer: Pick<Issuer, 'fetch'>,
  apiKey: string,
  base = 'http://issuer.test/integration/general',
): LoyalCall {
  return async (path, body = {}, { raw, key = apiKey, method = 'POST' } = {}) => {
    const payload = raw ?? JSON.stringify(body);
    const request = new Request(`${base}/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(key === null ? {} : { apikey: key }) },
      ...(method === 'GET' ? {} : { body: payload }),
      ...(payload instanceof ReadableStream ? { duplex: 'half' as const } : {}),
    });
    const response = await issuer.fetch(request);
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? {} : JSON.parse(text) };
  };
}
