import type { RejectionReason } from '@checkout-perks/core/perks';

const TEMPORARY: readonly string[] = [
  'discount_code_unavailable',
  'discount_code_in_use',
] satisfies readonly RejectionReason[];

/** Whether the same code may be accepted a little later, so that trying again makes sense. */
export function isTemporary(reason: string | undefined): boolean {
  return reason !== undefined && TEMPORARY.includes(reason);
}
