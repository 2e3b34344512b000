import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mottorStatisticOf } from './mottor-statistic.ts';
import { statisticsWire } from './wire.ts';

const [sample] = JSON.parse(readFileSync(new URL('./fixtures/statistics.json', import.meta.url), 'utf8'));
function reading(fields: object, currency = 'RUB') {
  const [row = expect.unreachable()] = statisticsWire.parse([{ ...sample, ...fields }]);
  return mottorStatisticOf(row, currency);
}

describe('mottorStatisticOf', () => {
  it('reads percentages by a flag of 0 and 1', () => {
    expect(reading({ bonus_amount: 10.5, bonus_amount_is_in_percentages: 1 })).toMatchObject({
      bonusAmount: 1050,
      bonusAmountIsInPercentages: true,
    });
    expect(reading({ bonus_amount: '10.5', bonus_amount_is_in_percentages: 0 })).toMatchObject({
      bonusAmount: 1050,
      bonusAmountIsInPercentages: false,
    });
  });

  it.each([
    [2, 'goods'],
    ['3', 'delivery'],
    [9, 'unknown'],
    [null, 'unknown'],
  ])('reads bonus_type_id %j as %s', (bonus_type_id, bonusType) => {
    expect(reading({ bonus_type_id })).toMatchObject({ bonusType });
  });

  it('reads sums in the currency of the line, or of the site when that is no code', () => {
    const sums = { order_price: '1500', discount_amount: 150 };
    expect(reading({ ...sums, currency: 'JPY' })).toMatchObject({
      orderPrice: 1500,
      discountAmount: 150,
      currency: 'JPY',
    });
    expect(reading({ ...sums, currency: 'usd' })).toMatchObject({ discountAmount: 15_000, currency: 'USD' });
    for (const currency of ['string', 'руб.', '', null])
      expect(reading({ ...sums, currency }, 'KZT')).toMatchObject({ discountAmount: 15_000, currency: 'KZT' });
  });

  it('does without what is optional, and leaves out what it does not know', () => {
    const [row = expect.unreachable()] = statisticsWire.parse([{ id: 3, discount_amount: 1.5, color: 'red' }]);
    expect(mottorStatisticOf(row, 'RUB')).toStrictEqual({
      id: 3,
      bonusType: 'unknown',
      bonusAmountIsInPercentages: false,
      discountAmount: 150,
      currency: 'RUB',
    });
  });

  it('leaves a time out that is none', () => {
    expect(reading({ d_lead_created: 'yesterday' })).not.toHaveProperty('createdAt');
  });

  it.each(['discount_amount', 'order_price', 'bonus_amount'])('does not skip a line whose %s is no money', (field) => {
    expect(() => reading({ [field]: 1.005 })).toThrow(expect.objectContaining({ code: 'MONEY_INVALID' }));
  });
});
