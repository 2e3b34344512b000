import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskCode } from './mask-code.ts';

describe('maskCode', () => {
  it.each([
    ['ABC123XYZ789DEF456GH', '••••56GH'],
    ['ABCDEFGHIJKL', '••••IJKL'],
    ['ABCDEFGHIJK', '••••JK'],
    ['ABCD', '••••CD'],
    ['ABC', '••••'],
    ['A', '••••'],
    ['', '••••'],
  ])('masks %j as %s', (code, masked) => {
    expect(maskCode(code)).toBe(masked);
  });

  it('cuts between characters, never within one', () => {
    expect(maskCode('AB🎁🎁')).toBe('••••🎁🎁');
    expect(maskCode('ABCDE🎁FGHIJK🎁LM')).toBe('••••K🎁LM');
  });

  it('shows at most half of a code, and four characters at most', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{0,64}$/), (code) => {
        const shown = maskCode(code).slice(4);
        expect(code.endsWith(shown)).toBe(true);
        expect(shown.length).toBeLessThanOrEqual(Math.min(4, code.length / 2));
      }),
    );
  });
});
