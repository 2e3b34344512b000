import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGiftCode } from './is-gift-code.ts';

describe('isGiftCode', () => {
  it.each(['ABC123XYZ789DEF456GH', 'abcd', 'AB-1', 'AB_1', 'A'.repeat(64), 'generated', 'ACTIVATE1'])(
    'takes %j',
    (code) => expect(isGiftCode(code)).toBe(true),
  );

  it.each([
    '',
    'ABC',
    'A'.repeat(65),
    '.',
    '..',
    '....',
    '../..',
    '%2e%2e',
    'AB%2FCD',
    'AB/CD',
    'AB\\CD',
    'AB CD',
    'ABCD?x=1',
    'ABCD#x',
    'ABCD\n',
    'АВСD',
    'ABCÉ',
    '🎁🎁🎁🎁',
    'generate',
    'Generate',
    'ACTIVATE',
  ])('refuses %j', (code) => expect(isGiftCode(code)).toBe(false));

  it('refuses what is no string, also when it would read like a code', () => {
    const values = [undefined, null, 12345, ['ABCD'], { toString: () => 'ABCD' }] as unknown as string[];
    expect(values.filter(isGiftCode)).toEqual([]);
  });

  it('takes nothing that a URL would read as anything but one segment of a path', () => {
    const anything = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'.%2eE/\\abcAB01_-?#@:;') }));
    fc.assert(
      fc.property(anything, (text) => {
        fc.pre(isGiftCode(text));
        const url = new URL(`https://provider.example/api/v1/codes/${text}`);
        expect(url.pathname).toBe(`/api/v1/codes/${text}`);
        expect(url.search + url.hash).toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
