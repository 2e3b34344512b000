import { PerksError } from '@checkout-perks/core/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProviderGuard, type GuardLimits } from './provider-guard.ts';

const PAUSE = 60;
const never = () => new Promise<never>(() => {});
const failing = (code: ConstructorParameters<typeof PerksError>[0], retryAfter?: number) => async () => {
  throw new PerksError(code, { outcome: 'unknown', retryAfter });
};
const notSent = { code: 'PROVIDER_UNAVAILABLE', outcome: 'notApplied' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function guarded(limits: Partial<GuardLimits> = {}, timeoutMs = 5000) {
  const guard = createProviderGuard(timeoutMs, { failures: 3, pause: PAUSE, ...limits });
  let sent = 0;
  const counted = (call: () => Promise<unknown>) => () => {
    sent += 1;
    return call();
  };
  return {
    lookUp: (call: () => Promise<unknown>) => guard.lookUp(counted(call)),
    order: (call: () => Promise<unknown>) => guard.order(counted(call)),
    read: (call: () => Promise<unknown>) => guard.read(counted(call)),
    sent: () => sent,
  };
}

describe('createProviderGuard', () => {
  it('lets answers and refusals pass as they are', async () => {
    const { lookUp, order, read } = guarded();
    for (const call of [lookUp, order, read]) {
      expect(await call(async () => 'fine')).toBe('fine');
      for (let time = 0; time < 5; time += 1) {
        await expect(call(failing('GIFT_CODE_NOT_ACTIVE'))).rejects.toMatchObject({ code: 'GIFT_CODE_NOT_ACTIVE' });
      }
    }
  });

  it('leaves a provider in trouble alone, says that nothing was sent, and tries again after a while', async () => {
    const { lookUp, order, sent } = guarded();
    for (const code of ['PROVIDER_UNAVAILABLE', 'PROVIDER_PROTOCOL', 'PROVIDER_UNAVAILABLE'] as const) {
      await expect(order(failing(code))).rejects.toMatchObject({ code, outcome: 'unknown' });
    }
    for (const call of [lookUp, order]) await expect(call(async () => 'fine')).rejects.toMatchObject(notSent);
    vi.advanceTimersByTime(PAUSE - 1);
    for (const call of [lookUp, order]) await expect(call(async () => 'fine')).rejects.toMatchObject(notSent);
    expect(sent()).toBe(3);

    vi.advanceTimersByTime(1);
    expect(await order(async () => 'fine')).toBe('fine');
    expect(await lookUp(async () => 'fine')).toBe('fine');
  });

  it('sends no call of an order that has waited its turn for too long, and takes it for no trouble of the provider', async () => {
    const guard = createProviderGuard(5000, { failures: 1, pause: PAUSE, atOnce: 1 }, 20);
    let sent = 0;
    const send = async () => {
      sent += 1;
    };
    const slow = guard.order(() => new Promise((done) => setTimeout(done, 60)));
    const late = guard.order(send);
    const reading = guard.read(async () => 'read');
    const refused = expect(late).rejects.toMatchObject({ ...notSent, details: { heldUp: true } });
    await vi.advanceTimersByTimeAsync(60);
    await refused;
    await slow;
    expect(await reading).toBe('read');
    expect(sent).toBe(0);
    await guard.order(send);
    expect(sent).toBe(1);
  });

  it('lets one call try, and keeps nobody else waiting for it', async () => {
    const { lookUp, sent } = guarded({}, 60_000);
    for (let time = 0; time < 3; time += 1) await lookUp(failing('PROVIDER_UNAVAILABLE')).catch(() => {});
    vi.advanceTimersByTime(PAUSE);
    let end = () => {};
    const held = new Promise<void>((done) => {
      end = done;
    });
    const trying = lookUp(() => held.then(failing('PROVIDER_UNAVAILABLE')));
    await expect(lookUp(async () => 'fine')).rejects.toMatchObject(notSent);
    end();
    await expect(trying).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await expect(lookUp(async () => 'fine')).rejects.toMatchObject(notSent);
    expect(sent()).toBe(4);
  });

  it('goes by failures in a row, refusals among them or not', async () => {
    const { order, sent } = guarded();
    for (let time = 0; time < 4; time += 1) {
      await order(failing('PROVIDER_UNAVAILABLE')).catch(() => {});
      await order(failing('PROVIDER_UNAVAILABLE')).catch(() => {});
      await order(async () => 'fine');
    }
    expect(sent()).toBe(12);
  });

  it('bounds what is under way, look-ups and orders each for themselves', async () => {
    const { lookUp, order, sent } = guarded({ atOnce: 2 });
    // Two are under way and a thousand wait.
    for (let time = 0; time < 1002; time += 1) lookUp(never).catch(() => {});
    await expect(lookUp(never)).rejects.toMatchObject(notSent);
    expect(sent()).toBe(2);
    expect(await order(async () => 'fine')).toBe('fine');
  });

  it('ends calls that keep no time limit themselves, and counts them as trouble', async () => {
    const { order, sent } = guarded({ pause: 5000 }, 10);
    const late = { code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' };
    const ended = Promise.all([1, 2, 3].map(() => expect(order(never)).rejects.toMatchObject(late)));
    await vi.advanceTimersByTimeAsync(110);
    await ended;
    await expect(order(never)).rejects.toMatchObject({ ...notSent, retryAfter: 5 });
    expect(sent()).toBe(3);
  });

  it('lets look-ups rest for as long as the provider asks, and orders decide for themselves', async () => {
    const { lookUp, order, sent } = guarded();
    await expect(lookUp(failing('PROVIDER_RATE_LIMITED', 30))).rejects.toMatchObject({ retryAfter: 30 });
    await expect(lookUp(async () => 'fine')).rejects.toMatchObject({
      code: 'PROVIDER_RATE_LIMITED',
      outcome: 'notApplied',
      retryAfter: 30,
    });
    expect(await order(async () => 'fine')).toBe('fine');
    vi.advanceTimersByTime(29_999);
    await expect(lookUp(async () => 'fine')).rejects.toMatchObject({ retryAfter: 1 });
    expect(sent()).toBe(2);
    vi.advanceTimersByTime(1);
    expect(await lookUp(async () => 'fine')).toBe('fine');
  });
});
