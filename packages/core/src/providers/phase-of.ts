import type { Promo } from './promo-provider.ts';

/** Where a promo is in its life, as its own fields tell. */
export type PromoPhase = 'disabled' | 'scheduled' | 'live' | 'ended' | 'exhausted';

/**
 * Tells where a promo is in its life: switched off, before its window, in it, past it, or used up. The window is
 * `[from, until)`, and a limit of 0 leaves no use at all (`docs/providers.md`, B2 and D-M8).
 *
 * @param promo The promo; its own `valid` is not asked
 * @param now ms since epoch
 */
export function phaseOf(promo: Pick<Promo, 'enabled' | 'from' | 'until' | 'limit' | 'used'>, now: number): PromoPhase {
  const { enabled, from, until, limit, used = 0 } = promo;
  if (!enabled) return 'disabled';
  if (until !== undefined && now >= until) return 'ended';
  if (from !== undefined && now < from) return 'scheduled';
  if (limit !== undefined && used >= limit) return 'exhausted';
  return 'live';
}
