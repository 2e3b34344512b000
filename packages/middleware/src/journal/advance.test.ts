import { ORDER_STATES, type OrderState } from '@checkout-perks/core/contract';
import { describe, expect, it } from 'vitest';
import { advance, type OrderEvent } from './advance.ts';

const EVENTS: OrderEvent[] = ['commit', 'cancel', 'refund', 'expire', 'lose', 'refuse', 'settle', 'ask'];

function nextOf(state: OrderState, event: OrderEvent): OrderState | undefined {
  try {
    return advance(state, event);
  } catch {
    return undefined;
  }
}

describe('advance', () => {
  it('leads a paid order to its end and back', () => {
    expect(advance('reserving', 'settle')).toBe('reserved');
    expect(advance('reserved', 'commit')).toBe('committing');
    expect(advance('committing', 'settle')).toBe('committed');
    expect(advance('committed', 'refund')).toBe('refunding');
    expect(advance('refunding', 'settle')).toBe('refunded');
  });

  it('undoes an order with a refused code before it is declined', () => {
    expect(advance('committing', 'refuse')).toBe('declining');
    expect(advance('declining', 'settle')).toBe('declined');
  });

  it('lets a reservation go in three ways', () => {
    expect(advance('reserved', 'cancel')).toBe('cancelled');
    expect(advance('reserved', 'expire')).toBe('expired');
    expect(advance('reserved', 'lose')).toBe('declined');
  });

  it('hands an order to a person only while something is being sent', () => {
    expect(ORDER_STATES.filter((state) => nextOf(state, 'ask'))).toEqual(['committing', 'declining', 'refunding']);
  });

  it('has no way out of a final state', () => {
    for (const state of ['declined', 'cancelled', 'expired', 'refunded', 'attention'] as const) {
      expect(EVENTS.filter((event) => nextOf(state, event))).toEqual([]);
    }
  });

  it('refuses to refund what was never committed, and to cancel what was', () => {
    expect(() => advance('reserved', 'refund')).toThrow(
      expect.objectContaining({ code: 'ORDER_STATE', details: { state: 'reserved', event: 'refund' } }),
    );
    expect(() => advance('committing', 'cancel')).toThrow(expect.objectContaining({ code: 'ORDER_STATE' }));
  });

  it('lets a reservation go also while its points are being held', () => {
    expect(advance('reserving', 'cancel')).toBe('cancelled');
    expect(advance('reserving', 'expire')).toBe('expired');
    expect(() => advance('reserving', 'commit')).toThrow(expect.objectContaining({ code: 'ORDER_STATE' }));
  });

  it('never spends twice: nothing leads back to reserved or committing', () => {
    const reached = ORDER_STATES.flatMap((state) => EVENTS.map((event) => [state, nextOf(state, event)]));
    expect(reached.filter(([, next]) => next === 'reserved')).toEqual([['reserving', 'reserved']]);
    expect(reached.filter(([, next]) => next === 'reserving')).toEqual([]);
    expect(reached.filter(([, next]) => next === 'committing')).toEqual([['reserved', 'committing']]);
  });
});
