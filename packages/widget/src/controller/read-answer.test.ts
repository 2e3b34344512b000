import { describe, expect, it } from 'vitest';
import { readLoyaltyAnswer, readOffers, readQuoteAnswer } from './read-answer.ts';

const good = () => ({
  token: 't',
  quote: {
    currency: 'RUB',
    goods: 100,
    delivery: 0,
    total: 100,
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
      { token, quote: { ...quote, total: undefined } },
      { token, quote: { ...quote, loyalty: { spend: 1.5, amount: 0 } } },
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

describe('readOffers', () => {
  it('reads what is offered', () => {
    const perks = { gift: true, promo: false, points: true };
    expect(readOffers({ perks })).toEqual(perks);
    const loyalty = { oneTimeCode: true, codeLength: 6 };
    expect(readOffers({ perks, loyalty })).toEqual({ ...perks, ...loyalty });
  });

  it('does not guess', () => {
    expect(() => readOffers({})).toThrow();
  });
});

describe('readLoyaltyAnswer', () => {
  const answer = { session: 's', state: 'confirm', hint: '+7 ••• 67', expiresAt: '' };

  it('takes an answer with a session, and one of a newer server', () => {
    expect(readLoyaltyAnswer({ ...answer, state: 'tomorrow' })).toMatchObject({ session: 's', state: 'tomorrow' });
  });

  it('refuses what it could not show', () => {
    for (const bad of [undefined, null, 'text', {}, { ...answer, session: '' }, { ...answer, member: {} }]) {
      expect(() => readLoyaltyAnswer(bad), JSON.stringify(bad)).toThrow();
    }
  });
});
