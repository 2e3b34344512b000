/** How many codes may be asked for with one number, and sent to one phone, within how many ms. */
const WINDOWS = [
  { most: 3, within: 10 * 60_000 },
  { most: 10, within: 86_400_000 },
] as const;

/**
 * Tells how long a number has to wait for its next code.
 *
 * @param asked When codes were asked for, newest first, ms since epoch
 * @returns ms; 0 when one may be asked for now
 */
export function waitOf(asked: readonly number[], now: number): number {
  const waits = WINDOWS.map(({ most, within }) => {
    // The window has room again when the oldest of the newest `most` has left it.
    const oldest = asked[most - 1];
    return oldest === undefined ? 0 : oldest + within - now;
  });
  return Math.max(0, ...waits);
}
