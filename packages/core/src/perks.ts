export { isGiftCode } from './perks/is-gift-code.ts';
export { maskCode } from './perks/mask-code.ts';
export { normaliseCode } from './perks/normalise-code.ts';
export type { PerkKind } from './perks/perk-kind.ts';
export { REJECTION_REASONS, type RejectionReason } from './perks/rejection-reason.ts';
