import type { PerksRequest } from '@checkout-perks/core/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PerksEffect } from '../machine/perks-effect.ts';
import { transitionPoints } from '../machine/points/transition-points.ts';
import { PerksController } from './perks-controller.ts';

const CART = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 100 }] };
const START = Date.parse('2026-01-01T00:00:00Z');
const loading = vi.fn(async () => transitionPoints);

/** A controller on a transport whose quotes hold for so many minutes. */
function createBench(minutes: number) {
  const requests: PerksRequest[] = [];
  const effects: PerksEffect[] = [];
  const controller = new PerksController({
    transport: () => async (request) => {
      requests.push(request);
      const quote = { currency: 'RUB', goods: 100, delivery: 0, total: 100, amountDue: 100, steps: [], codes: [] };
      if (request.path.startsWith('/loyalty')) {
        return { status: 200, json: { session: 's', state: 'confirm', hint: '', expiresAt: '' } };
      }
      const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString();
      return { status: 200, json: { token: `t${requests.length}`, quote: { ...quote, expiresAt } } };
    },
    load: loading,
    changed: () => {},
    perform: (effect) => effects.push(effect),
  });
  return { controller, requests, effects };
}

describe('PerksController', () => {
  const page = { hidden: false };
  beforeEach(() => {
    vi.useFakeTimers({ now: START });
    vi.stubGlobal('document', page);
    vi.stubGlobal('location', new URL('https://shop.example/checkout'));
    page.hidden = false;
    loading.mockReset().mockResolvedValue(transitionPoints);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('asks anew half a minute before the quote expires, again and again', async () => {
    const { controller, requests } = createBench(30);
    controller.dispatch({ type: 'cart', cart: CART });
    await vi.advanceTimersByTimeAsync(29.4 * 60_000);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(0.1 * 60_000);
    expect(requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(29.5 * 60_000);
    expect(requests).toHaveLength(3);
  });

  it('never asks more than once a minute, though the clock says that quotes are long expired', async () => {
    const { controller, requests } = createBench(-300);
    controller.dispatch({ type: 'cart', cart: CART });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(requests).toHaveLength(11);
  });

  it('takes a far expiry for what it is', async () => {
    const { controller, requests } = createBench(100 * 24 * 60);
    controller.dispatch({ type: 'cart', cart: CART });
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(requests).toHaveLength(1);
  });

  it('waits until somebody looks at the page', async () => {
    const { controller, requests } = createBench(30);
    controller.dispatch({ type: 'cart', cart: CART });
    page.hidden = true;
    await vi.advanceTimersByTimeAsync(120 * 60_000);
    expect(requests).toHaveLength(1);
    page.hidden = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(requests).toHaveLength(2);
  });

  it('stops with the element, and goes on with it', async () => {
    const { controller, requests } = createBench(30);
    controller.dispatch({ type: 'cart', cart: CART });
    await vi.advanceTimersByTimeAsync(0);
    controller.disconnect();
    await vi.advanceTimersByTimeAsync(120 * 60_000);
    expect(requests).toHaveLength(1);
    controller.connect('/perks/v1', null);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(2);
  });

  it('gives up a request whose place another takes, and ignores its answer', async () => {
    const { controller, requests, effects } = createBench(30);
    controller.dispatch({ type: 'cart', cart: CART });
    controller.dispatch({ type: 'refresh' });
    await vi.advanceTimersByTimeAsync(0);
    expect(requests.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
    expect(effects).toMatchObject([{ type: 'value', token: 't2' }, { type: 'tellQuote' }]);
  });

  it('tries no code and finds no shopper before it can show what comes of it, and tries again', async () => {
    const { controller, requests } = createBench(30);
    let reachable = false;
    loading.mockImplementation(async () => {
      if (!reachable) throw new TypeError('Failed to fetch dynamically imported module');
      return transitionPoints;
    });
    controller.dispatch({ type: 'cart', cart: CART });
    controller.dispatch({ type: 'config', offers: { gift: true, promo: true, points: true } });
    await vi.advanceTimersByTimeAsync(0);
    for (const text of ['SALE10', '89123456789']) {
      controller.dispatch({ type: 'typed', text });
      controller.dispatch({ type: 'apply' });
      await vi.advanceTimersByTimeAsync(0);
      expect(controller.state.problem).toMatchObject({ of: 'request', code: 'NETWORK' });
    }
    expect(requests).toHaveLength(1);
    reachable = true;
    controller.dispatch({ type: 'retry' });
    await vi.advanceTimersByTimeAsync(0);
    expect(requests[1]).toMatchObject({ path: '/loyalty/identify', body: { search: '89123456789' } });
  });

  it('asks for one quote when the cart changes many times in a row', async () => {
    const { controller, requests } = createBench(30);
    controller.dispatch({ type: 'cart', cart: CART });
    await vi.advanceTimersByTimeAsync(0);
    for (let price = 1; price <= 20; price += 1) {
      controller.dispatch({ type: 'cart', cart: { ...CART, delivery: { price } } });
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(requests).toHaveLength(2);
    expect(requests[1]).toMatchObject({ path: '/quote', body: { cart: { delivery: { price: 20 } } } });
  });

  it('asks again who the shopper is when it was moved meanwhile, and only the latest counts', async () => {
    const { controller, requests } = createBench(30);
    controller.connect('/perks/v1', null);
    controller.dispatch({ type: 'customer', token: 'one' });
    controller.dispatch({ type: 'customer', token: 'two' });
    controller.disconnect();
    await vi.advanceTimersByTimeAsync(0);
    expect(requests).toHaveLength(0);
    controller.connect('/perks/v1', null);
    await vi.advanceTimersByTimeAsync(0);
    expect(requests).toMatchObject([{ body: { customerToken: 'two' } }]);
  });

  it('counts the seconds to the next one-time code, but not without the element', async () => {
    const { controller } = createBench(30);
    controller.connect('/perks/v1', null);
    controller.dispatch({ type: 'config', offers: { gift: true, promo: true, points: true, oneTimeCode: true } });
    controller.dispatch({ type: 'typed', text: '89123456789' });
    controller.dispatch({ type: 'apply' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(controller.state.loyalty?.wait).toBe(50);
    controller.disconnect();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(controller.state.loyalty?.wait).toBe(50);
    controller.connect('/perks/v1', null);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(controller.state.loyalty?.wait).toBe(0);
  });

  it('asks for the configuration again when it could not be had', async () => {
    const { controller, requests } = createBench(30);
    controller.dispatch({ type: 'cart', cart: CART });
    controller.dispatch({ type: 'retry' });
    await vi.advanceTimersByTimeAsync(0);
    expect(requests.map(({ path }) => path)).toContain('/config');
  });
});
