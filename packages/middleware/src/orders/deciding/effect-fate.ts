import type { EffectRecord } from '../../journal/journal.ts';

/** What is done about an effect that certainly did not happen. */
export type EffectFate =
  /** It is tried again, later. */
  | 'again'
  /** What it was for is refused. */
  | 'refuse'
  /** The order goes on without it. */
  | 'forgo';

/** How often a code or points are sent to be spent, as long as each try certainly had no effect. */
const PAY_TRIES = 3;
/** How often sends and probes take turns before what is known to be unspent is given up. */
const RESEND_TRIES = 8;
const PASSING: ReadonlySet<string> = new Set(['PROVIDER_UNAVAILABLE', 'PROVIDER_RATE_LIMITED']);
/** Refusals of a hold that the shopper must hear of: the rest says nothing of their points. */
const NOT_TO_BE_HELD: ReadonlySet<string> = new Set(['POINTS_EXCEEDED', 'MEMBER_NOT_FOUND']);

/**
 * Decides what becomes of an effect that certainly did not happen. What is to be paid with may be refused; value that is
 * owed to a shopper is tried for ever, with an operator's help where a balance is too low; a hold is tried once.
 *
 * @param error The error code of the try, if it was told one
 * @param attempts How often it was tried or looked for
 * @param lost Whether an earlier answer got lost, so that sends and probes take turns
 */
export function effectFate(
  { kind, purpose }: Pick<EffectRecord, 'kind' | 'purpose'>,
  error: string | null,
  attempts: number,
  lost: boolean,
): EffectFate {
  if (kind === 'hold') return error !== null && NOT_TO_BE_HELD.has(error) ? 'refuse' : 'forgo';
  if (purpose === 'earn') return error === 'MEMBER_NOT_FOUND' ? 'refuse' : 'again';
  if (purpose !== 'pay') return 'again';
  const final = error !== null && !PASSING.has(error);
  const tried = lost ? attempts > RESEND_TRIES : attempts >= PAY_TRIES;
  return final || tried ? 'refuse' : 'again';
}
