import { setTimeout as sleep } from 'node:timers/promises';
import { PerksError } from '@checkout-perks/core/errors';
import type { OrderFile } from '../journal/journal.ts';
import type { OrderContext } from './order-context.ts';

/**
 * Works on an order for as long as a caller may be kept waiting. Work that takes longer, behind a slow provider or a queue
 * of orders, goes on without the caller.
 *
 * @param longest ms
 * @returns The order as it then is
 */
export async function workOn(
  { run, journal, report }: Pick<OrderContext, 'run' | 'journal' | 'report'>,
  orderId: string,
  longest: number,
): Promise<OrderFile> {
  const work = run(orderId);
  const answered = new AbortController();
  const late = sleep(longest, undefined, { signal: answered.signal }).catch(() => undefined);
  try {
    const file = await Promise.race([work, late]);
    if (file) return file;
  } finally {
    answered.abort();
  }
  work.catch(report);
  const file = await journal.load(orderId);
  if (!file) throw new PerksError('ORDER_NOT_FOUND');
  return file;
}
