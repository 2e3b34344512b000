/** What is known of the moment when a hold was made. All but `until` and `date` by our own clock. */
export interface HoldMoment {
  /** The hold's end as the provider says it, ms. */
  until: number;
  /** The provider's clock when it answered, from the `Date` header: whole seconds, in ms. */
  date?: number | undefined;
  /** When the request went out, ms. */
  sentAt: number;
  /** When the answer came, ms. */
  receivedAt: number;
}

/** `Date` shows whole seconds, rounded down, ms. */
const GRAIN = 1_000;

/**
 * Tells when a hold ends by our own clock. When the provider's clock certainly differs from ours, the end moves by the
 * difference, to the earlier side of what is possible: points believed to be held must be held.
 *
 * @returns ms since epoch
 */
export function holdEnd({ until, date, sentAt, receivedAt }: HoldMoment): number {
  if (date === undefined || !Number.isFinite(date)) return until;
  // The answer was written between `sentAt` and `receivedAt` by our clock, between `date` and a second later by theirs.
  const [least, most] = [sentAt - date - GRAIN, receivedAt - date];
  return least <= 0 && most >= 0 ? until : until + least;
}
