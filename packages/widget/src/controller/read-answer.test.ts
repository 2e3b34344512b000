import { describe, expect, it } from 'vitest';
import { readGiftOffered, readQuoteAnswer } from './read-answer.ts';

const good = () => ({
  token: 't',
  quote: {
    currency: 'RUB',
    goods: 100,
    delivery: 0,
    amountDue: 50,
    steps: [{ kind: 'gift', label: '•1', amount: 50 }],
    codes: [{ code: '•1', kind: 'gift', status: 'applied', amount: 50, remainder: 5 }],
  },
});

describe('readQuoteAnswer', () => {
  it('takes an answer with all that is shown, and whatever a newer server adds', () => {
    const answer = { ...good(), tomorrow: true };
    expect(readQuoteAnswer(answer, 1)).toBe(answer);
  });

  it('refuses what it could not show', () => {
    const { quote, token } = good();
    const [code] = quote.codes;
    for (const bad of [
      undefined,
      null,
      'text',
      [],
      { quote },
      { token },
      { token: 1, quote },
      { token, quote: { ...quote, currency: 'rubles' } },
      { token, quote: { ...quote, amountDue: '50' } },
      { token, quote: { ...quote, goods: 1.5 } },
      { token, quote: { ...quote, delivery: undefined } },
      { token, quote: { ...quote, steps: undefined } },
      { token, quote: { ...quote, steps: [{ kind: 'gift', label: 'x' }] } },
      { token, quote: { ...quote, codes: [] } },
      { token, quote: { ...quote, codes: [code, code] } },
      { token, quote: { ...quote, codes: [{ ...code, code: 1 }] } },
      { token, quote: { ...quote, codes: [{ ...code, amount: Number.NaN }] } },
    ]) {
      expect(() => readQuoteAnswer(bad, 1), JSON.stringify(bad)).toThrow();
    }
  });
});

describe('readGiftOffered', () => {
  it('reads whether gift codes are on', () => {
    expect(readGiftOffered({ perks: { gift: true } })).toBe(true);
    expect(readGiftOffered({ perks: { gift: false } })).toBe(false);
  });

  it('does not guess', () => {
    expect(() => readGiftOffered({})).toThrow();
  });
});
