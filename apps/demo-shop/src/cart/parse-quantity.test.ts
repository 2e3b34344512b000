import { describe, expect, it } from 'vitest';
import { parseQuantity } from './parse-quantity.ts';

describe('parseQuantity', () => {
  it('accepts whole numbers from the minimum to 99', () => {
    expect(parseQuantity('1', 1)).toBe(1);
    expect(parseQuantity(' 99 ', 1)).toBe(99);
    expect(parseQuantity('0', 0)).toBe(0);
  });

  it('rejects anything else', () => {
    for (const value of ['0', '-1', '100', '1000000000', '1e3', '2.5', '0x10', '', ' ', '٣', 'many', null, 3]) {
      expect(parseQuantity(value, 1), String(value)).toBeUndefined();
    }
  });
});
