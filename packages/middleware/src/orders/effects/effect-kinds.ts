import type { GiftProvider, PointsProvider } from '@checkout-perks/core/providers';
import { activateGift } from './activate-gift.ts';
import type { Effect, EffectJob, GiftJob, PointsJob } from './effect.ts';
import { holdPoints } from './hold-points.ts';
import { issueGift } from './issue-gift.ts';
import { operatePoints } from './operate-points.ts';
import { releasePoints } from './release-points.ts';

/** What the shop's providers can do; a kind is missing when its provider is. */
export interface EffectKinds {
  activate?: Effect<GiftJob>;
  issue?: Effect<GiftJob>;
  hold?: Effect<PointsJob>;
  release?: Effect<PointsJob>;
  operate?: Effect<PointsJob>;
}

/** What effects are made of. */
export interface EffectKindsOptions {
  gift?: GiftProvider | undefined;
  points?: PointsProvider | undefined;
  clock: () => number;
  /** Where quotes remember what providers said, and must forget it when an effect may have changed it. */
  lookUps?: {
    gifts?: { forget(code: string): void } | undefined;
    members?: { forget(memberId: string): void } | undefined;
  };
}

/** Makes every kind of effect that the shop's providers can do. */
export function createEffectKinds({ gift, points, clock, lookUps = {} }: EffectKindsOptions): EffectKinds {
  const forgetCode = ({ code }: GiftJob) => lookUps.gifts?.forget(code);
  const forgetMember = ({ memberId }: PointsJob) => lookUps.members?.forget(memberId);
  return {
    ...(gift ? { activate: thenForget(activateGift(gift), forgetCode), issue: issueGift(gift) } : {}),
    ...(points
      ? {
          hold: thenForget(holdPoints(points, clock), forgetMember),
          release: thenForget(releasePoints(points, clock), forgetMember),
          operate: thenForget(operatePoints(points, clock), forgetMember),
        }
      : {}),
  };
}

/** A refusal, or a lost answer, may have come with a change as well. */
function thenForget<Job extends EffectJob>(effect: Effect<Job>, forget: (job: Job) => void): Effect<Job> {
  return { ...effect, perform: (job) => effect.perform(job).finally(() => forget(job)) };
}
