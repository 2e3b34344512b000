export { ERROR_CODES, type ErrorCode, type ErrorEntry, isErrorCode } from './errors/codes.ts';
export { isPerksError, PerksError, type PerksErrorInit, type WriteOutcome } from './errors/perks-error.ts';
