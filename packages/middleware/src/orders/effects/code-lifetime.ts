import { createHash } from 'node:crypto';

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;
/** A re-issued code is good for as long as the one it replaces, and never for less than this, ms. */
const SHORTEST = 30 * DAY;
/** How long it is good when the code that it replaces had no end, ms. */
const USUAL = 180 * DAY;
/** Less than the five years that providers allow: by a clock that is behind theirs, the same end is further off. */
const LONGEST = 5 * 365 * DAY - 2 * DAY;
/** Lifetimes that differ by no more are alike, ms: times are told in whole seconds. */
const ROUNDING = 1000;

/**
 * How long a re-issued code shall be good, ms: as long as what it replaces, and up to a day longer, to the second, as its
 * reference has it. Providers show no reference in their lists, but when a code was made and when it ends: by its lifetime
 * our code is told from others of the same amount.
 *
 * @param expiresAt When the code that it replaces ends, ms since epoch
 * @param since When the issue was first sent, ms since epoch: a later send asks for the same
 */
export function codeLifetime(reference: string, expiresAt: number | null, since: number): number {
  const left = expiresAt === null ? USUAL : expiresAt - since;
  const least = Math.min(Math.max(left, SHORTEST), LONGEST);
  const mark = createHash('sha256').update(reference).digest().readUInt32BE() % (DAY / SECOND);
  return (Math.ceil(least / SECOND) + mark) * SECOND;
}

/** Whether a code was made with this lifetime; `undefined` when the provider does not tell. */
export function hasLifetime(
  lifetime: number,
  { createdAt, expiresAt }: { createdAt?: number | undefined; expiresAt?: number | undefined },
): boolean | undefined {
  if (createdAt === undefined || expiresAt === undefined) return undefined;
  return Math.abs(expiresAt - createdAt - lifetime) <= ROUNDING;
}
