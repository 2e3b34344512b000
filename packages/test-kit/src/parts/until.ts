import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** Pause between two looks, ms. */
const PAUSE = 5;

/**
 * Waits until a look gives something other than `false`, `null` or `undefined`, and gives that. It has no limit of its
 * own, since time is free: the test's limit ends a wait that is in vain.
 */
export async function until<Found>(
  look: () => Found | Promise<Found>,
): Promise<Exclude<Found, false | null | undefined>> {
  let ended = false;
  onTestFinished(() => {
    ended = true;
  });
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) {
      return found as Exclude<Found, false | null | undefined>;
    }
    if (ended) throw new Error('The test ended while it waited.');
    await sleep(PAUSE);
  }
}
