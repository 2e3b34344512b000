import { describe, expect, it } from 'vitest';
import { NOW, promoOf } from '../../test/quoting-with.ts';
import { type GoodPromo, judgePromo } from './judge-promo.ts';

const HOUR = 3_600_000;
const judged = (change: object, listedAt = NOW) => judgePromo(promoOf('SALE10', change) as GoodPromo, listedAt, NOW);

describe('judgePromo', () => {
  it('lets a promo be used from its first moment until its last', () => {
    expect(judged({ from: NOW, until: NOW + 1, limit: 2, used: 1 })).toBeUndefined();
    expect(judged({ from: NOW + 1 })).toBe('discount_code_not_started');
    expect(judged({ until: NOW })).toBe('discount_code_expired');
    expect(judged({ limit: 2, used: 2 })).toBe('discount_code_exhausted');
    expect(judged({ enabled: false })).toBe('discount_code_invalid');
  });

  it('lets no old list make a promo outlive its end', () => {
    expect(judged({ until: NOW - 1, valid: true }, NOW - HOUR)).toBe('discount_code_expired');
  });

  it('heeds the provider’s own no, but for one that its dates explained then', () => {
    expect(judged({ valid: false })).toBe('discount_code_invalid');
    expect(judged({ valid: false, from: NOW - 2 * HOUR }, NOW - HOUR)).toBe('discount_code_invalid');
    expect(judged({ valid: false, from: NOW - 1 }, NOW - HOUR)).toBeUndefined();
  });
});
