import { setTimeout as timer } from 'node:timers/promises';
import type { Time } from './orders/order-context.ts';

/** Time as it passes. Waiting keeps the process alive. */
export const systemTime: Time = { sleep: sleeping(true), monotonic: () => performance.now() };

/** Time as it passes, for work in the background: a process that has nothing else to do may end. */
export const backgroundTime: Time = { ...systemTime, sleep: sleeping(false) };

function sleeping(ref: boolean): Time['sleep'] {
  return async (ms, signal) => {
    try {
      await timer(ms, undefined, { ref, ...(signal ? { signal } : {}) });
    } catch {
      // Woken early.
    }
  };
}
