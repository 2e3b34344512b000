import type { OrderContext } from '../storing/order-context.ts';
import { recover } from './recover.ts';

/**
 * Runs recovery at once and then every few seconds, one round at a time.
 *
 * @param every ms; 0 for never
 * @returns Ends it, and resolves when the last round is over
 */
export function keepRecovering(context: OrderContext, every: number): () => Promise<void> {
  if (every <= 0) return async () => {};
  const stopped = new AbortController();
  const { signal } = stopped;
  const rounds = async () => {
    while (!signal.aborted) {
      await recover(context, signal).catch(context.report);
      if (!signal.aborted) await context.sleep(every, signal);
    }
  };
  const ended = rounds();
  return async () => {
    stopped.abort();
    await ended;
  };
}
