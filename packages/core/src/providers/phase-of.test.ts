import { describe, expect, it } from 'vitest';
import { phaseOf } from './phase-of.ts';

const NOW = Date.parse('2025-01-20T12:00:00Z');
const live = { enabled: true };

describe('phaseOf', () => {
  it('calls a promo live that is on and has no end', () => {
    expect(phaseOf(live, NOW)).toBe('live');
    expect(phaseOf({ ...live, used: 1_000_000 }, NOW)).toBe('live');
  });

  it('counts the first moment of the window in, and the last out', () => {
    const window = { ...live, from: NOW, until: NOW + 1000 };
    expect(phaseOf(window, NOW - 1)).toBe('scheduled');
    expect(phaseOf(window, NOW)).toBe('live');
    expect(phaseOf(window, NOW + 999)).toBe('live');
    expect(phaseOf(window, NOW + 1000)).toBe('ended');
  });

  it('knows windows that are open at one side', () => {
    expect(phaseOf({ ...live, from: NOW }, NOW - 1)).toBe('scheduled');
    expect(phaseOf({ ...live, from: NOW }, NOW)).toBe('live');
    expect(phaseOf({ ...live, until: NOW }, NOW - 1)).toBe('live');
    expect(phaseOf({ ...live, until: NOW }, NOW)).toBe('ended');
  });

  it('calls a promo exhausted when its uses have reached the limit', () => {
    expect(phaseOf({ ...live, limit: 2, used: 1 }, NOW)).toBe('live');
    expect(phaseOf({ ...live, limit: 2, used: 2 }, NOW)).toBe('exhausted');
    expect(phaseOf({ ...live, limit: 2, used: 3 }, NOW)).toBe('exhausted');
    expect(phaseOf({ ...live, limit: 2 }, NOW)).toBe('live');
  });

  it('leaves no use with a limit of 0', () => {
    expect(phaseOf({ ...live, limit: 0 }, NOW)).toBe('exhausted');
  });

  it('names the reason that lasts: off before over, over before used up', () => {
    expect(phaseOf({ enabled: false, until: NOW, limit: 0 }, NOW)).toBe('disabled');
    expect(phaseOf({ ...live, until: NOW, limit: 0 }, NOW)).toBe('ended');
    expect(phaseOf({ ...live, from: NOW + 1, limit: 0 }, NOW)).toBe('scheduled');
  });
});
