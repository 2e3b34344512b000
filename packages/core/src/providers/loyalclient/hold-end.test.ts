import { describe, expect, it } from 'vitest';
import { holdEnd } from './hold-end.ts';

/** The document's sample: 1704045600 is 2023-12-31T18:00:00Z. */
const UNTIL = Date.parse('2023-12-31T18:00:00Z');
const DATE = UNTIL - 600_000;

describe('holdEnd', () => {
  it('takes the end as it is when the clocks may well agree', () => {
    expect(holdEnd({ until: UNTIL, date: DATE, sentAt: DATE, receivedAt: DATE + 50 })).toBe(UNTIL);
    expect(holdEnd({ until: UNTIL, date: DATE, sentAt: DATE + 999, receivedAt: DATE + 1500 })).toBe(UNTIL);
    expect(holdEnd({ until: UNTIL, date: DATE, sentAt: DATE - 3000, receivedAt: DATE + 3000 })).toBe(UNTIL);
  });

  it('takes the end as it is when the provider does not tell its time', () => {
    for (const date of [undefined, Number.NaN])
      expect(holdEnd({ until: UNTIL, date, sentAt: DATE + 9_000_000, receivedAt: DATE + 9_000_050 })).toBe(UNTIL);
  });

  it('moves the end with a clock of ours that is fast, never past what is left', () => {
    const fast = 90_000;
    const end = holdEnd({ until: UNTIL, date: DATE, sentAt: DATE + fast, receivedAt: DATE + fast + 200 });
    expect(end).toBe(UNTIL + fast - 1000);
    expect(end - (DATE + fast)).toBeLessThanOrEqual(600_000);
  });

  it('moves the end with a clock of ours that is slow, so that points do not seem held when they are free', () => {
    const slow = -90_000;
    const end = holdEnd({ until: UNTIL, date: DATE, sentAt: DATE + slow, receivedAt: DATE + slow + 200 });
    expect(end).toBe(UNTIL + slow - 1000);
    expect(end - (DATE + slow)).toBeLessThanOrEqual(600_000);
  });
});
