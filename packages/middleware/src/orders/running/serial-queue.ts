/** Runs `work` after everything that was queued under the same key before it. */
export type SerialQueue = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Makes a queue per key within this process, so that waiting for a serial needs no polling here. */
export function createSerialQueue(): SerialQueue {
  const tails = new Map<string, Promise<unknown>>();

  return async (key, work) => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine.catch(() => {});
    tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
