import type { OrderContext } from './order-context.ts';
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
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();
  const next = () => {
    round = recover(context, stopped.signal)
      .then(() => {}, context.report)
      .then(() => {
        if (!stopped.signal.aborted) timer = setTimeout(next, every).unref();
      });
  };
  next();
  return async () => {
    stopped.abort();
    clearTimeout(timer);
    await round;
  };
}
