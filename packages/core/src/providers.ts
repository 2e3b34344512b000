export type {
  ActivationRecord,
  GiftActivation,
  GiftCheck,
  GiftIssue,
  GiftProvider,
  GiftStatus,
  IssuedGift,
  IssueRecord,
} from './providers/gift-provider.ts';
