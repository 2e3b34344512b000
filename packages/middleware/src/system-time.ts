import type { Time } from './orders/storing/order-context.ts';

/** Time as it passes. Waiting keeps the process alive. */
export const systemTime: Time = { sleep: sleeping(true), monotonic: () => performance.now() };

/** Time as it passes, for work in the background: a process that has nothing else to do may end. */
export const backgroundTime: Time = { ...systemTime, sleep: sleeping(false) };

// Node's own promised timer makes an error, with its stack, of every wait that is called off; nearly all of them are.
function sleeping(ref: boolean): Time['sleep'] {
  return (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(wake, ms);
      if (!ref) timer.unref();
      signal?.addEventListener('abort', wake, { once: true });

      function wake(): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      }
    });
}
