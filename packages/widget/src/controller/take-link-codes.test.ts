import { afterEach, describe, expect, it, vi } from 'vitest';
import { takeLinkCodes } from './take-link-codes.ts';

/** Opens a page with an address, and tells what becomes of both. */
function open(search: string, replaceState = vi.fn()) {
  vi.stubGlobal('location', new URL(`https://shop.example/checkout${search}`));
  vi.stubGlobal('history', { state: { page: 1 }, replaceState });
  const codes = takeLinkCodes();
  return { codes, replaced: replaceState.mock.calls.map(([state, , url]) => [state, String(url)]) };
}

describe('takeLinkCodes', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('takes the codes out of the address, and leaves all the rest of it as it is written', () => {
    const { codes, replaced } = open('?utm=a%20b&perk=SALE10&flag&perk=%D0%A1%D0%90%D0%9B%D0%955&perks=1&q=a+b#step-2');
    expect(codes).toEqual(['SALE10', 'САЛЕ5']);
    expect(replaced).toEqual([[{ page: 1 }, 'https://shop.example/checkout?utm=a%20b&flag&perks=1&q=a+b#step-2']]);
    expect(open('?perk=SALE10').replaced).toEqual([[{ page: 1 }, 'https://shop.example/checkout']]);
  });

  it('touches no address without codes', () => {
    expect(open('?a=1&perks=2')).toEqual({ codes: [], replaced: [] });
  });

  it('takes no code that a request could not carry', () => {
    const { codes, replaced } = open(`?perk=&perk=${'x'.repeat(257)}&perk=${'y'.repeat(256)}`);
    expect(codes).toEqual(['y'.repeat(256)]);
    expect(replaced).toHaveLength(1);
  });

  it('still takes them where a page may not change its address', () => {
    const forbidden = vi.fn(() => {
      throw new DOMException('sandboxed', 'SecurityError');
    });
    expect(open('?perk=SALE10', forbidden).codes).toEqual(['SALE10']);
  });
});
