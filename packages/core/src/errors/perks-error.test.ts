import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { isPerksError, PerksError } from './perks-error.ts';

const byName = (a: string | symbol, b: string | symbol) => String(a).localeCompare(String(b));

describe('PerksError', () => {
  it('says its code and nothing else', () => {
    const error = new PerksError('GIFT_CODE_NOT_FOUND');
    expect(error.message).toBe('GIFT_CODE_NOT_FOUND');
    expect(String(error)).toBe('PerksError: GIFT_CODE_NOT_FOUND');
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name: 'PerksError', code: 'GIFT_CODE_NOT_FOUND' });
    expect(error.stack?.split('\n')[0]).toMatch(/^(Perks)?Error: GIFT_CODE_NOT_FOUND$/);
    expect(error.cause).toBeUndefined();
  });

  it('carries what it was given, and no key for what it was not', () => {
    const init = { retryAfter: 0, outcome: 'unknown', details: { status: 503 } } as const;
    const error = new PerksError('PROVIDER_UNAVAILABLE', init);
    expect({ ...error }).toEqual({ name: 'PerksError', code: 'PROVIDER_UNAVAILABLE', ...init });
    expect(Object.keys(new PerksError('INTERNAL', { retryAfter: undefined }))).toEqual(['name', 'code']);
  });

  it('shows no more in a log: no hidden property, no cause', () => {
    const error = new PerksError('NETWORK', { details: { status: 503 } });
    const marker = Symbol.for('checkout-perks.error');
    expect(Reflect.ownKeys(error).toSorted(byName)).toEqual(
      ['code', 'details', 'message', 'name', 'stack', marker].toSorted(byName),
    );
    const shown = inspect(error, { depth: 9 }).replaceAll(/^\s+at .*?( \{)?$/gm, '$1');
    expect(shown.replaceAll(/\s+/g, ' ')).toBe("PerksError: NETWORK { code: 'NETWORK', details: { status: 503 } }");
  });
});

describe('isPerksError', () => {
  it('tells it from other things thrown', () => {
    expect(isPerksError(new PerksError('INTERNAL'))).toBe(true);
    const others = [new Error('INTERNAL'), { code: 'INTERNAL', name: 'PerksError' }, 'INTERNAL', null, undefined, 5];
    expect(others.filter(isPerksError)).toEqual([]);
  });

  it('knows the error of another copy of this package on the same page', async () => {
    vi.resetModules();
    const copy = await import('./perks-error.ts');
    expect(copy.PerksError).not.toBe(PerksError);
    expect(isPerksError(new copy.PerksError('NETWORK'))).toBe(true);
    expect(copy.isPerksError(new PerksError('NETWORK'))).toBe(true);
    expect(new copy.PerksError('NETWORK')).not.toBeInstanceOf(PerksError);
  });
});
