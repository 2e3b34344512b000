import { describe, expect, it } from 'vitest';
import { config } from './config.ts';

const answered = {
  version: 1,
  currency: 'RUB',
  perks: { gift: true, promo: false, points: false },
  maxCodes: 5,
  locales: ['ru', 'en'],
};

describe('config', () => {
  it('takes what the shop offers, and drops what a newer server adds', () => {
    expect(config.parse(answered)).toEqual(answered);
    expect(config.parse({ ...answered, theme: 'dark', perks: { ...answered.perks, cashback: true } })).toEqual(
      answered,
    );
    expect(config.parse({ ...answered, version: 2 }).version).toBe(2);
  });

  it.each([
    ['no perks', { perks: undefined }],
    ['a perk that is no flag', { perks: { gift: 'yes', promo: false, points: false } }],
    ['half a code', { maxCodes: 2.5 }],
  ])('refuses %s', (_, wrong) => {
    expect(config.safeParse({ ...answered, ...wrong }).success).toBe(false);
  });
});
