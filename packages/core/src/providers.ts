export type {
  ActivationRecord,
  GiftActivation,
  GiftBalance,
  GiftCheck,
  GiftIssue,
  GiftProvider,
  GiftStatus,
  IssuedGift,
  IssueRecord,
} from './providers/gift-provider.ts';
export { type PromoPhase, phaseOf } from './providers/phase-of.ts';
export type {
  LevelKind,
  Member,
  MemberLevel,
  MemberSearch,
  PointsCalculation,
  PointsHold,
  PointsOperation,
  PointsProvider,
} from './providers/points-provider.ts';
export type { Promo, PromoDiscount, PromoProvider, PromoUse } from './providers/promo-provider.ts';
