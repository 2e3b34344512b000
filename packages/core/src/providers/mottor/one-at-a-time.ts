/**
 * Makes a queue for each key: work on one key runs one after the other, in the order in which it was asked for, and a piece
 * that fails holds nobody up. Mottor has no version to check a write against, so two changes at once would lose one.
 */
export function createOneAtATime<Key>(): <T>(key: Key, work: () => Promise<T>) => Promise<T> {
  const tails = new Map<Key, Promise<unknown>>();
  return (key, work) => {
    const result = (tails.get(key) ?? Promise.resolve()).then(work);
    const tail = result
      .catch(() => {})
      .then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    tails.set(key, tail);
    return result;
  };
}
