import { describe, expect, it } from 'vitest';
import { waitOf } from './send-windows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = 1_800_000_000_000;
/** Times so many minutes ago, newest first. */
const ago = (...minutes: number[]) => minutes.map((minute) => now - minute * MINUTE);

describe('waitOf', () => {
  it('lets three through within ten minutes, and the fourth once the first is ten minutes old', () => {
    expect(waitOf([], now)).toBe(0);
    expect(waitOf(ago(1, 2), now)).toBe(0);
    expect(waitOf(ago(1, 2, 3), now)).toBe(7 * MINUTE);
    expect(waitOf(ago(1, 2, 10), now)).toBe(0);
    expect(waitOf([...ago(1, 2), now - 10 * MINUTE + 1], now)).toBe(1);
  });

  it('lets ten through within a day', () => {
    const spread = ago(15, 30, 45, 60, 75, 90, 105, 120, 135);
    expect(waitOf(spread, now)).toBe(0);
    expect(waitOf([...spread, now - 20 * HOUR], now)).toBe(4 * HOUR);
    expect(waitOf([...spread, now - 24 * HOUR], now)).toBe(0);
  });

  it('asks for the longer of both waits', () => {
    expect(waitOf(ago(1, 2, 3, 60, 75, 90, 105, 120, 135, 23 * 60), now)).toBe(HOUR);
  });
});
