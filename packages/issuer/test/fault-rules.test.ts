import { describe, expect, it } from 'vitest';
import type { CallName, FaultRule } from '../src/index.ts';
import { openWire } from './support/open-wire.ts';

describe('a fault rule', () => {
  it('strikes the next n calls of one route, and no others', async () => {
    const { send, set, writes, control } = await openWire();
    set({ on: 'v-dar.check', fault: { kind: 'serverError', strikes: 'before' }, times: 2 });
    const check = async () => (await send('GET', '/api/v1/codes/ABC123XYZ789DEF456GH')).status;
    expect((await writes.generate()).status).toBe(200);
    expect([await check(), await check(), await check()]).toStrictEqual([503, 503, 200]);
    expect(control.faults.list()).toStrictEqual([]);
    expect(control.calls()).toMatchObject({
      'v-dar.check': { received: 3, struck: 2 },
      'v-dar.generate': { received: 1, struck: 0 },
      'mottor.create': { received: 0, struck: 0 },
    });
  });

  it('strikes once by default, after the calls that it skips', async () => {
    const { reads, set } = await openWire();
    set({ on: 'mottor', fault: { kind: 'emptyBody' }, skip: 2 });
    const lengths = [];
    for (let i = 0; i < 4; i += 1) lengths.push((await reads.list()).text.length > 0);
    expect(lengths).toStrictEqual([true, true, false, true]);
  });

  it('strikes the same calls again with the same seed', async () => {
    const strikes = async (seed: number | undefined, probability = 0.3) => {
      const { issuer, apiKey } = await openWire();
      issuer.control.faults.set({ on: '*', fault: { kind: 'serverError', strikes: 'before' }, probability, seed });
      const pattern: boolean[] = [];
      for (let i = 0; i < 200; i += 1) {
        const url = 'http://issuer.test/integration/general/bonuses/release';
        const request = new Request(url, { method: 'POST', headers: { apikey: apiKey }, body: '{"id":"x"}' });
        pattern.push((await issuer.fetch(request)).status === 503);
      }
      return pattern;
    };
    const first = await strikes(42);
    expect(await strikes(42)).toStrictEqual(first);
    expect(await strikes(43)).not.toStrictEqual(first);
    // At least two standard deviations around 60.
    expect(first.filter(Boolean).length).toBeGreaterThan(40);
    expect(first.filter(Boolean).length).toBeLessThan(80);
    expect((await strikes(undefined, 0)).some(Boolean)).toBe(false);
    expect((await strikes(undefined, 1)).every(Boolean)).toBe(true);
  });

  it('has priority over later rules, and is listed and cleared by its id', async () => {
    const { reads, set, control } = await openWire();
    const one = set({ on: 'mottor.list', fault: { kind: 'emptyBody' }, times: 5 });
    const two = set({ on: 'mottor', fault: { kind: 'serverError', strikes: 'before' }, times: 5 });
    expect((await reads.list()).status).toBe(200);
    expect(control.faults.list()).toStrictEqual([{ ...one, seen: 1, struck: 1 }, two]);
    expect(control.faults.clear(one.id)).toBe(1);
    expect(control.faults.clear(one.id)).toBe(0);
    expect((await reads.list()).status).toBe(503);
    expect(control.faults.clear()).toBe(1);
    expect((await reads.list()).status).toBe(200);
  });

  it('reaches all eighteen calls by name', async () => {
    const { send, set } = await openWire();
    const calls: Record<CallName, [string, string]> = {
      'v-dar.generate': ['POST', '/api/v1/codes/generate'],
      'v-dar.activate': ['POST', '/api/v1/codes/activate'],
      'v-dar.check': ['GET', '/api/v1/codes/generate'],
      'v-dar.codes': ['GET', '/api/v1/codes/?page=1'],
      'v-dar.balance': ['GET', '/api/v1/merchants/balance/x'],
      'v-dar.operations': ['GET', '/api/v1/operations/'],
      'v-dar.deactivate': ['DELETE', '/api/v1/codes/activate'],
      'mottor.list': ['GET', '/v1/promo?site_id=1'],
      'mottor.create': ['POST', '/v1/promo'],
      'mottor.get': ['GET', '/v1/promo/1'],
      'mottor.change': ['PUT', '/v1/promo/1'],
      'mottor.delete': ['DELETE', '/v1/promo/1'],
      'mottor.statistics': ['GET', '/v1/promo/1/statistics'],
      'loyalclient.client': ['POST', '/integration/general/client'],
      'loyalclient.recalc': ['POST', '/integration/general/recalc'],
      'loyalclient.hold': ['POST', '/integration/general/bonuses/hold'],
      'loyalclient.release': ['POST', '/integration/general/bonuses/release'],
      'loyalclient.retail': ['POST', '/integration/general/retail'],
    };
    for (const [on, [method, path]] of Object.entries(calls) as [CallName, [string, string]][]) {
      set({ on, fault: { kind: 'serverError', strikes: 'before', status: 599 } });
      expect([on, (await send(method, path)).status]).toStrictEqual([on, 599]);
    }
  });

  it('is refused with the name of the wrong field', async () => {
    const { control } = await openWire();
    const wrong: [unknown, string][] = [
      [{ on: 'v-dar.list', fault: { kind: 'refuse' } }, 'on'],
      [{ on: '*' }, 'fault'],
      [{ on: '*', fault: { kind: 'explode' } }, 'fault.kind'],
      [{ on: '*', fault: { kind: 'latency' } }, 'fault.ms'],
      [{ on: '*', fault: { kind: 'latency', ms: -1 } }, 'fault.ms'],
      [{ on: '*', fault: { kind: 'timeout' } }, 'fault.strikes'],
      [{ on: '*', fault: { kind: 'serverError', strikes: 'before', status: 404 } }, 'fault.status'],
      [{ on: '*', fault: { kind: 'redirect', to: 'https://other.example/path' } }, 'fault.to'],
      [{ on: '*', fault: { kind: 'redirect', to: 'javascript:alert(1)' } }, 'fault.to'],
      [{ on: '*', fault: { kind: 'refuse' }, times: 0 }, 'times'],
      [{ on: '*', fault: { kind: 'refuse' }, probability: 1.1 }, 'probability'],
      [{ on: 'v-dar', fault: { kind: 'staleStatistics', ms: 1 } }, 'on'],
    ];
    for (const [rule, option] of wrong) {
      expect(() => control.faults.set(rule as FaultRule)).toThrow(
        expect.objectContaining({ code: 'CONFIGURATION', details: { option } }),
      );
    }
    expect(() => control.faults.set({ on: '*', fault: { kind: 'refuse', often: 1 } } as never)).toThrow(
      'CONFIGURATION',
    );
    expect(control.faults.list()).toStrictEqual([]);
  });

  it('waits with the timers that the issuer is given', async () => {
    const waits: number[] = [];
    const { writes, set, happened } = await openWire({ sleep: async (ms) => void waits.push(ms) });
    set({ on: '*', fault: { kind: 'latency', ms: 3_600_000 }, times: 3 });
    for (const write of Object.values(writes)) expect((await write()).status).toBe(200);
    expect(waits).toStrictEqual([3_600_000, 3_600_000, 3_600_000]);
    expect(await happened()).toStrictEqual({ generate: 1, create: 1, retail: 1 });
  });
});
