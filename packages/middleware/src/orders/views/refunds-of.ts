import type { OrderRecord } from '../../journal/journal.ts';
import type { RefundRecord } from '../../journal/tables.ts';

/** An order's refunds, the earliest first. */
export function refundsOf({ refunds }: Pick<OrderRecord, 'refunds'>): RefundRecord[] {
  return refunds === null ? [] : (JSON.parse(refunds) as RefundRecord[]);
}
