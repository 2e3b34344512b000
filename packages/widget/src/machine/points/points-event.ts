import type { LoyaltyAnswer } from '@checkout-perks/core/contract';

/** What can happen to points. */
export type PointsEvent =
  | { readonly type: 'member'; readonly answer: LoyaltyAnswer }
  /** The one-time code, as far as it was typed. */
  | { readonly type: 'codeTyped'; readonly text: string }
  | { readonly type: 'confirm' }
  | { readonly type: 'resend' }
  /** A second has passed. */
  | { readonly type: 'tick' }
  | { readonly type: 'spend'; readonly points: number | 'max' }
  | { readonly type: 'forget' };
