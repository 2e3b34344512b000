import { waitUntil } from '@open-wc/testing';

/** A bound for a wait that is in vain, ms: below the limit of a test, so that the failure says what was waited for. */
const LONGEST = 90_000;

/**
 * Waits until a look gives something truthy. The default of `waitUntil`, one second, is too short for a busy machine.
 *
 * @param missing What the failure says
 */
export function waitFor(look: () => unknown, missing: string): Promise<void> {
  return waitUntil(() => look() as boolean, missing, { timeout: LONGEST, interval: 10 });
}
