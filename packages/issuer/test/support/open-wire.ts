import { onTestFinished } from 'vitest';
import type { FaultRule, IssuerOptions } from '../../src/index.ts';
import { CLIENT, openLoyalty, PHONE, POINT } from './open-loyalty.ts';
import { createMottorCaller, onPort, readList, SITE, USER } from './open-mottor.ts';

export interface WireAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** Opens all three APIs on a real port with some data, and functions that read their effects past the faults. */
export async function openWire(options: Partial<IssuerOptions> = {}) {
  const test = await openLoyalty(options);
  const { control } = test.issuer;
  const { apiKey: mottorKey } = await control.mottor.createAccount({ userId: USER });
  await control.mottor.createSite({ userId: USER, siteId: SITE });
  await control.mottor.addPromos({ siteId: SITE, promos: [{ code: 'SALE10', is_enabled: true, bonus_amount: 10 }] });
  const merchant = await control.vDar.createMerchant({ login: 'wire', currency: 'RUB', balance: 5_000_000 });
  const running = await onPort(test.issuer);
  const { url } = running;

  const accesses: [string, Record<string, string>][] = [
    ['/api/', { 'X-API-Key': merchant.apiKey }],
    ['/v1/', { Authorization: `Bearer ${mottorKey}`, 'X-Api-User-Id': String(USER) }],
    ['/integration/', { apikey: test.apiKey }],
  ];
  /** Sends a request over the network, until the signal aborts it. */
  async function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<WireAnswer> {
    const headers = accesses.find(([start]) => path.startsWith(start))?.[1] ?? {};
    const response = await fetch(url + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      ...(signal === undefined ? {} : { signal }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  const set = (rule: FaultRule) => control.faults.set(rule);
  onTestFinished(() => void control.faults.clear());
  const look = createMottorCaller(test.issuer, mottorKey);
  return {
    ...test,
    control,
    running,
    url,
    send,
    set,
    /** A write of each provider, whose effect can be counted. */
    writes: {
      generate: (signal?: AbortSignal) => send('POST', '/api/v1/codes/generate', { amount: 1000 }, signal),
      create: (signal?: AbortSignal) => send('POST', '/v1/promo', { site_id: SITE, code: 'NEW' }, signal),
      retail: (signal?: AbortSignal) =>
        send('POST', '/integration/general/retail', { client: CLIENT, point: POINT, amount: 100, spend: 100 }, signal),
    },
    reads: {
      statistics: () => send('GET', '/v1/promo/1/statistics'),
      list: () => send('GET', `/v1/promo?site_id=${SITE}`),
      client: () => send('POST', '/integration/general/client', { search: PHONE, point: POINT }),
      codes: () => send('GET', '/api/v1/codes/'),
    },
    /** How often each of the three writes took effect. */
    async happened(): Promise<{ generate: number; create: number; retail: number }> {
      const site = (await test.issuer.sites()).find(({ login }) => login === 'wire');
      const { operations } = await control.loyalClient.member(CLIENT);
      control.faults.clear();
      return {
        generate: (5_000_000 - (site?.balance ?? 0)) / 100_000,
        create: (await readList(look)).length - 1,
        retail: operations.length,
      };
    },
  };
}

/** What `fetch` reports for a broken connection, or for a timeout. */
export async function brokenBy(sending: Promise<unknown>): Promise<string> {
  try {
    await sending;
    return 'answered';
  } catch (thrown) {
    if (!(thrown instanceof Error)) return 'odd';
    if (thrown.name === 'TimeoutError') return 'timeout';
    const { cause } = thrown;
    return cause instanceof Error && 'code' in cause ? String(cause.code) : thrown.message;
  }
}
