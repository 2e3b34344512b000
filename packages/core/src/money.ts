export { allocate } from './money/allocate.ts';
export { formatDecimal } from './money/format-decimal.ts';
export { minorDigits } from './money/minor-digits.ts';
export type { Money } from './money/money.ts';
export { parseDecimal } from './money/parse-decimal.ts';
export { toDecimalNumber } from './money/to-decimal-number.ts';
