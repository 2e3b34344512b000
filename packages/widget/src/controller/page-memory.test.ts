import type { QuoteCode } from '@checkout-perks/core/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { INITIAL_STATE, type PerksState } from '../machine/perks-state.ts';
import { pageMemory } from './page-memory.ts';

const loyalty = {
  session: 'secret-session',
  state: 'identified',
  hint: '+7 89',
  spend: 5,
  search: '89123456789',
  code: '1',
};
const state: PerksState = { ...INITIAL_STATE, wanted: ['one'], text: 'typing', loyalty };

describe('pageMemory', () => {
  const items = new Map<string, string>();
  const setItem = vi.fn((name: string, text: string) => void items.set(name, text));
  beforeEach(() => {
    items.clear();
    setItem.mockClear();
    vi.stubGlobal('sessionStorage', { getItem: (name: string) => items.get(name) ?? null, setItem });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('keeps codes and member, and neither phone nor one-time code nor name', () => {
    pageMemory('/perks/v1').keep(state);
    expect(pageMemory('/perks/v1').recall()).toEqual({
      codes: ['one'],
      loyalty: { session: 'secret-session', spend: 5, hint: '+7 89' },
    });
    expect([...items.values()].join()).not.toMatch(/89123456789|typing/);
  });

  it('keeps no session that the shop has given: who comes next may be somebody else', () => {
    pageMemory('/perks/v1').keep({ ...state, loyalty: { ...loyalty, byShop: true } });
    expect([...items.values()].join()).not.toContain('secret-session');
  });

  it('keeps a code that could not be checked, and none that was refused', () => {
    const result = { code: '', kind: 'gift', status: 'rejected' } satisfies QuoteCode;
    const dropped = [
      { typed: 'later', result, isTried: false, again: true },
      { typed: 'never', result, isTried: false, again: false },
    ];
    pageMemory('/a').keep({ ...state, dropped });
    expect(pageMemory('/a').recall().codes).toEqual(['one', 'later']);
  });

  it('keeps those of each endpoint apart', () => {
    pageMemory('/a').keep(state);
    expect(pageMemory('/b').recall()).toEqual({ codes: [] });
  });

  it('writes only what has changed, and nothing before there is something', () => {
    const memory = pageMemory('/a');
    memory.keep(INITIAL_STATE);
    expect(setItem).not.toHaveBeenCalled();
    memory.keep(state);
    memory.keep({ ...state, text: 'more' });
    expect(setItem).toHaveBeenCalledTimes(1);
    memory.keep(INITIAL_STATE);
    expect(pageMemory('/a').recall()).toEqual({ codes: [] });
  });

  it('is as good as none when the storage throws, is missing or holds nonsense', () => {
    for (const text of ['{oops', 'null', '[]', '{}', '{"codes":7}']) {
      items.set('checkout-perks /a', text);
      expect(pageMemory('/a').recall()).toEqual({ codes: [] });
    }
    const broken = () => {
      throw new DOMException('no', 'SecurityError');
    };
    vi.stubGlobal('sessionStorage', { getItem: broken, setItem: broken });
    pageMemory('/a').keep(state);
    expect(pageMemory('/a').recall()).toEqual({ codes: [] });
    // Newer versions of Node have one of their own.
    vi.stubGlobal('sessionStorage', undefined);
    pageMemory('/a').keep(state);
    expect(pageMemory('/a').recall()).toEqual({ codes: [] });
  });
});
