import type { OrderFile } from '../../journal/journal.ts';
import type { OrderContext } from '../storing/order-context.ts';

/**
 * Works on an order for as long as a caller may be kept waiting. Work that takes longer, behind a slow provider or a queue
 * of orders, goes on without the caller.
 *
 * @param longest ms
 * @param begun The order as it was just written or read, maybe under a lease of this process
 * @returns The order as it then is; nothing when there is none any more
 */
export async function workOn(
  { run, journal, report, sleep }: Pick<OrderContext, 'run' | 'journal' | 'report' | 'sleep'>,
  orderId: string,
  longest: number,
  begun?: OrderFile,
): Promise<OrderFile | undefined> {
  const work = run(orderId, begun);
  const answered = new AbortController();
  const late = sleep(longest, answered.signal).then(() => 'late' as const);
  try {
    const file = await Promise.race([work, late]);
    if (file !== 'late') return file;
  } finally {
    // With a reason of its own no error is made, which nobody would see.
    answered.abort('answered');
  }
  work.catch(report);
  return journal.load(orderId);
}
