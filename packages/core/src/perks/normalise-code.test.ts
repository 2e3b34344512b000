import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseCode } from './normalise-code.ts';

describe('normaliseCode', () => {
  it.each([
    ['capitals', 'sale10', 'SALE10'],
    ['spaces around and within', '  abc 123\txyz\n', 'ABC123XYZ'],
    ['a hyphen', 'ABCD-1234', 'ABCD1234'],
    ['figure, en and em dash, minus, non-breaking hyphen', 'A‒B–C—D−E‑F', 'ABCDEF'],
    ['hyphen bullet and modifier minus', 'AB⁃CD˗EF', 'ABCDEF'],
    ['full-width and small dash', 'AB－CD﹣EF', 'ABCDEF'],
    ['a soft hyphen', 'AB\u00adCD', 'ABCD'],
    ['zero-width space, joiner and byte order mark', '\ufeffAB\u200bC\u200dD\u2060', 'ABCD'],
    ['a filler, a grapheme joiner and a variation selector', 'AB\u3164C\u034fD\ufe0f', 'ABCD'],
    ['no-break spaces', 'AB\u00a0CD\u202fEF', 'ABCDEF'],
    ['marks of text direction', '\u200eABCD\u202c', 'ABCD'],
    ['quotes and punctuation from a sentence', '«ABCD1234».', 'ABCD1234'],
    ['full-width letters and digits', 'ＡＢＣ１２３', 'ABC123'],
    ['Cyrillic that looks Latin', 'АВСЕНКМОРТХ10', 'ABCEHKMOPTX10'],
    ['Cyrillic letters within Latin ones', 'SАLЕ10', 'SALE10'],
    ['lower-case Cyrillic that looks Latin', 'саке2024', 'CAKE2024'],
    ['the Russian layout', 'ЫФДУ10', 'SALE10'],
    ['the Russian layout in lower case', 'ыфду10', 'SALE10'],
    ['the Russian layout half of the way', 'ЫФле10', 'SAKT10'],
    ['layout, dash and spaces together', ' ыфду — 10 ', 'SALE10'],
    ['an underscore, which codes may hold', 'AB_CD', 'AB_CD'],
    ['nothing', '', ''],
    ['nothing but noise', ' \u200b-–— ', ''],
    ['dots that would climb', '../..', '/'],
  ])('reads %s', (_, typed, code) => {
    expect(normaliseCode(typed)).toBe(code);
  });

  it('prefers looks to the layout, because a code of look-alikes is typed from paper', () => {
    // In the wrong layout these five keys would be FDCTY.
    expect(normaliseCode('АВСЕН')).toBe('ABCEH');
  });

  it('leaves Cyrillic that neither looks nor layout explain', () => {
    expect(normaliseCode('ёж-2024')).toBe('ЁЖ2024');
    expect(normaliseCode('ЫХ')).toBe('ЫХ');
  });

  it('keeps emoji, so that the code is refused and not quietly taken for another', () => {
    expect(normaliseCode('🎁SALE10')).toBe('🎁SALE10');
  });

  it('composes accents that noise kept apart', () => {
    expect(normaliseCode('e\u200b\u0301')).toBe('É');
    expect(normaliseCode('ΐ')).toBe(normaliseCode(normaliseCode('ΐ')));
  });

  it('reads a very long text in no time', () => {
    // In time that grows with the square of the length this would take hours.
    expect(normaliseCode('ы-'.repeat(500_000))).toHaveLength(500_000);
  });

  it('changes nothing the second time', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'ЫФДУХЪЖЭБЮЁАВСЕIїґҐ \u200b\u0301\u0308-–_aZ9ßŉΐﬁ') }),
    );
    fc.assert(
      fc.property(pieces, (typed) => {
        const code = normaliseCode(typed);
        expect(normaliseCode(code)).toBe(code);
      }),
      { numRuns: 5000 },
    );
  });

  it('leaves codes of the documented form as they are', () => {
    const documented = fc.stringMatching(/^[A-Z0-9]{4,64}$/);
    fc.assert(
      fc.property(documented, (code) => {
        expect(normaliseCode(code)).toBe(code);
      }),
    );
  });
});
