export { ERROR_CODES, type ErrorCode, isErrorCode } from './errors/codes.ts';
export { isPerksError, PerksError } from './errors/perks-error.ts';
export { formatDecimal } from './money/format-decimal.ts';
export type { Money } from './money/money.ts';
export { parseDecimal } from './money/parse-decimal.ts';
export { maskCode } from './perks/mask-code.ts';
export { normaliseCode } from './perks/normalise-code.ts';
export { REJECTION_REASONS, type RejectionReason } from './perks/rejection-reason.ts';
