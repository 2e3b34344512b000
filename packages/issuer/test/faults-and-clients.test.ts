import { isPerksError } from '@checkout-perks/core/errors';
import { createLoyalClient } from '@checkout-perks/core/providers/loyalclient';
import { createMottorClient } from '@checkout-perks/core/providers/mottor';
import { createVDarClient } from '@checkout-perks/core/providers/v-dar';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sleep } from '../src/faults/sleep.ts';
import type { CallName, Fault, IssuerControl, IssuerOptions, Sleep } from '../src/index.ts';
import { newGift, openIssuer } from './support/open-issuer.ts';
import { CLIENT, openLoyalty, POINT } from './support/open-loyalty.ts';
import { onPort, openMottor, readList, SITE, USER } from './support/open-mottor.ts';

/** What a client reports after a write: done, or an error code and its outcome. */
type Report = 'done' | [code: string, outcome: string | undefined];

const unavailable: Report = ['PROVIDER_UNAVAILABLE', 'unknown'];
const unreadable: Report = ['PROVIDER_PROTOCOL', 'unknown'];
const refused: Report = ['PROVIDER_REFUSED', 'notApplied'];

/** Every fault of a write, what the client reports, and how often the write took effect. */
const FAULTS: [fault: Fault, report: Report, times: number][] = [
  [{ kind: 'latency', ms: 30 }, 'done', 1],
  // On a port a client cannot tell it from a cut connection; a test below plays a real refusal.
  [{ kind: 'refuse' }, unavailable, 0],
  [{ kind: 'reset', strikes: 'before' }, unavailable, 0],
  [{ kind: 'reset', strikes: 'after' }, unavailable, 1],
  [{ kind: 'timeout', strikes: 'before' }, unavailable, 0],
  [{ kind: 'timeout', strikes: 'after' }, unavailable, 1],
  [{ kind: 'lateEffect', ms: 50, answer: 'reset' }, unavailable, 1],
  [{ kind: 'serverError', strikes: 'before' }, unavailable, 0],
  [{ kind: 'serverError', strikes: 'after', status: 500 }, unavailable, 1],
  [{ kind: 'redirect' }, unreadable, 0],
  [{ kind: 'redirect', to: 'http://127.0.0.2:9', status: 302 }, unreadable, 0],
  [{ kind: 'rateLimit', retryAfter: 7 }, ['PROVIDER_RATE_LIMITED', 'notApplied'], 0],
  [{ kind: 'rubbishBody' }, unreadable, 1],
  [{ kind: 'rubbishBody', form: 'truncated' }, unreadable, 1],
  [{ kind: 'rubbishBody', form: 'bytes' }, unreadable, 1],
  [{ kind: 'emptyBody' }, unreadable, 1],
  [{ kind: 'decimalStrings' }, 'done', 1],
  [{ kind: 'unknownEnum' }, 'done', 1],
  [{ kind: 'unknownFields' }, 'done', 1],
  [{ kind: 'successFalse' }, refused, 0],
  [{ kind: 'strangeRefusal' }, refused, 0],
  [{ kind: 'strangeRefusal', form: 'list' }, refused, 0],
  [{ kind: 'strangeRefusal', form: 'empty' }, refused, 0],
];

/** Far longer than an answer takes on a busy machine. Where a client must time out, `giveUp` ends the call. */
const TIMEOUT = 60_000;

/** Makes the client's call time out as soon as the issuer sleeps, when it would never answer. */
function giveUp(): Pick<IssuerOptions, 'sleep'> {
  let call: AbortController | undefined;
  const timers = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    expect(ms).toBe(TIMEOUT);
    call = new AbortController();
    return call.signal;
  });
  onTestFinished(() => timers.mockRestore());
  const asleep: Sleep = (ms, signal) => {
    call?.abort(new DOMException('The time is up', 'TimeoutError'));
    return sleep(ms, signal);
  };
  return { sleep: asleep };
}

/** The issuer's options for a fault. If the fault never answers, the client gives up. */
const optionsFor = ({ kind }: Fault) => (kind === 'timeout' ? giveUp() : {});

async function getReport(write: Promise<unknown>): Promise<Report> {
  try {
    await write;
    return 'done';
  } catch (thrown) {
    return isPerksError(thrown) ? [thrown.code, thrown.outcome] : ['not a PerksError', undefined];
  }
}

/** A write, and a count of its effects. */
interface OpenWrite {
  control: IssuerControl;
  write(): Promise<unknown>;
  happened(): Promise<number>;
}

async function openActivation(options: Partial<IssuerOptions> = {}): Promise<OpenWrite> {
  const { issuer, call, apiKey } = await openIssuer(options);
  const { url } = await onPort(issuer);
  const code = await newGift(call);
  const client = createVDarClient({ apiKey, baseUrl: `${url}/api/v1`, timeoutMs: TIMEOUT });
  return {
    control: issuer.control,
    write: () => client.activateCode({ code }),
    happened: async () => Number((await call('GET', `/codes/${code}`)).json.status === 'activated'),
  };
}

async function openPurchase(options: Partial<IssuerOptions> = {}): Promise<OpenWrite> {
  const { issuer, loyalClient, apiKey } = await openLoyalty(options);
  const { url } = await onPort(issuer);
  const client = createLoyalClient({ baseUrl: url, apiKey, point: POINT, currency: 'RUB', timeoutMs: TIMEOUT });
  return {
    control: issuer.control,
    write: () => client.retail({ clientId: CLIENT, amount: 10_000, spend: 10 }),
    happened: async () => (await loyalClient.member(CLIENT)).operations.length,
  };
}

describe.each<[CallName, (options: Partial<IssuerOptions>) => Promise<OpenWrite>]>([
  ['v-dar.activate', openActivation],
  ['loyalclient.retail', openPurchase],
])('what the typed client reports of %s', (call, open) => {
  it.each(FAULTS)('with %o: %s, and it happened %i times, of one request', async (fault, report, times) => {
    const { control, write, happened } = await open(optionsFor(fault));
    control.faults.set({ on: call, fault });
    expect(await getReport(write())).toStrictEqual(report);
    await control.faults.settled();
    expect(await happened()).toBe(times);
    expect(control.calls()[call]).toStrictEqual({ received: 1, struck: 1 });
  });
});

describe('a duplicated request', () => {
  it('activates a gift code once, but the second answer reports that it is not active', async () => {
    const { control, write, happened } = await openActivation();
    control.faults.set({ on: 'v-dar.activate', fault: { kind: 'duplicate', answer: 'last' } });
    expect(await getReport(write())).toStrictEqual(['GIFT_CODE_NOT_ACTIVE', 'notApplied']);
    expect(await happened()).toBe(1);
  });

  it('spends points twice, because purchases have no id', async () => {
    const { control, write, happened } = await openPurchase();
    control.faults.set({ on: 'loyalclient.retail', fault: { kind: 'duplicate' } });
    expect(await getReport(write())).toBe('done');
    expect(await happened()).toBe(2);
  });
});

describe('in the same process', () => {
  it('a refused connection certainly had no effect', async () => {
    const { issuer, apiKey } = await openIssuer();
    issuer.control.faults.set({ on: 'v-dar.generate', fault: { kind: 'refuse' } });
    const client = createVDarClient({ apiKey, baseUrl: 'http://localhost/api/v1', fetch: issuer.fetch });
    const write = client.generateCode({ amount: 1000, currency: 'RUB', name: 'x', expiresInSeconds: 3600 });
    expect(await getReport(write)).toStrictEqual(['PROVIDER_UNAVAILABLE', 'notApplied']);
  });
});

describe('what the typed client reports of mottor.create', () => {
  async function openCreation(options: Partial<IssuerOptions>): Promise<OpenWrite> {
    const { issuer, call, apiKey } = await openMottor(options);
    const { url } = await onPort(issuer);
    const reach = { baseUrl: url, userId: USER, apiKey, siteId: SITE, currency: 'RUB', timeoutMs: TIMEOUT };
    const bonus = { bonusType: 'goods', bonusAmount: 1000, bonusAmountIsInPercentages: true } as const;
    const client = createMottorClient(reach);
    return {
      control: issuer.control,
      write: () => client.createPromo({ code: 'NEW', isEnabled: true, ...bonus }),
      happened: async () => (await readList(call)).length,
    };
  }

  // The client probes the list after an error, so it reports a completed write as done.
  it.each<[Fault, 'done' | 'not done', number]>([
    [{ kind: 'reset', strikes: 'before' }, 'not done', 0],
    [{ kind: 'reset', strikes: 'after' }, 'done', 1],
    [{ kind: 'timeout', strikes: 'before' }, 'not done', 0],
    [{ kind: 'timeout', strikes: 'after' }, 'done', 1],
    [{ kind: 'serverError', strikes: 'before' }, 'not done', 0],
    [{ kind: 'serverError', strikes: 'after' }, 'done', 1],
    [{ kind: 'redirect' }, 'not done', 0],
    [{ kind: 'rateLimit' }, 'not done', 0],
    [{ kind: 'rubbishBody' }, 'done', 1],
    [{ kind: 'emptyBody' }, 'done', 1],
    [{ kind: 'decimalStrings' }, 'done', 1],
    [{ kind: 'unknownEnum' }, 'done', 1],
    [{ kind: 'unknownFields' }, 'done', 1],
  ])('with %o: %s', async (fault, report, times) => {
    const { control, write, happened } = await openCreation(optionsFor(fault));
    control.faults.set({ on: 'mottor.create', fault });
    const told = await getReport(write());
    expect(told === 'done' ? 'done' : 'not done').toBe(report);
    expect(await happened()).toBe(times);
    expect(control.calls()['mottor.create']).toStrictEqual({ received: 1, struck: 1 });
  });
});
