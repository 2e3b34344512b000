import { describe, expect, it } from 'vitest';
import { formatMoney, plural } from './format.ts';

const plain = (text: string) => text.replace(/\s/g, ' ');

describe('formatMoney', () => {
  it('omits kopecks if there are none', () => {
    expect(plain(formatMoney('ru', 129_000))).toBe('1 290 ₽');
    expect(plain(formatMoney('en', 129_000))).toBe('₽1,290');
  });

  it('shows kopecks if there are any', () => {
    expect(plain(formatMoney('ru', 129_050))).toBe('1 290,50 ₽');
    expect(plain(formatMoney('ru', 5))).toBe('0,05 ₽');
  });
});

describe('plural', () => {
  it('follows the Russian rules', () => {
    const words = { one: 'товар', few: 'товара', many: 'товаров', other: 'товара' };
    expect([1, 2, 5, 11, 21, 0].map((count) => plural('ru', count, words))).toEqual([
      '1 товар',
      '2 товара',
      '5 товаров',
      '11 товаров',
      '21 товар',
      '0 товаров',
    ]);
  });
});
