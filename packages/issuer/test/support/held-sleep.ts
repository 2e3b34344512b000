import { until } from '@checkout-perks/test-kit/until';
import type { Sleep } from '../../src/index.ts';

/** An issuer's sleep that lasts until the test ends it or its signal aborts, so the test decides when late effects happen. */
export function heldSleep() {
  let asleep = 0;
  let open = () => {};
  const gate = new Promise<void>((opened) => {
    open = opened;
  });
  const sleep: Sleep = (_ms, signal) => {
    asleep += 1;
    if (signal.aborted) return Promise.resolve();
    return Promise.race([
      gate,
      new Promise<void>((end) => signal.addEventListener('abort', () => end(), { once: true })),
    ]);
  };
  return {
    sleep,
    open: () => open(),
    /** Waits until this many sleeps have begun. */
    begun: async (count: number): Promise<void> => {
      await until(() => asleep >= count);
    },
  };
}
