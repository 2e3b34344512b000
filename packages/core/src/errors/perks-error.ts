import type { ErrorCode } from './codes.ts';

const MARKER = Symbol.for('checkout-perks.error');

/** What is known of a write that failed: it certainly had no effect, or nobody can tell. */
export type WriteOutcome = 'notApplied' | 'unknown';

/** Facts that go with an error. Never keys, codes, phones or a provider's own words. */
export interface PerksErrorInit {
  /** Seconds after which a retry makes sense. */
  retryAfter?: number | undefined;
  /** For a failed write at a provider. */
  outcome?: WriteOutcome | undefined;
  /** Plain facts for the log, such as the field that was wrong. */
  details?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/**
 * The one error of these packages. Its message is its code: text of providers, URLs and request bodies never get in,
 * because a gift code could sit in any of them.
 */
export class PerksError extends Error {
  override readonly name = 'PerksError';
  readonly code: ErrorCode;
  // Declared only, so that a fact which was not given leaves no key behind.
  declare readonly retryAfter?: number;
  declare readonly outcome?: WriteOutcome;
  declare readonly details?: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, init: PerksErrorInit = {}) {
    super(code);
    this.code = code;
    if (init.retryAfter !== undefined) this.retryAfter = init.retryAfter;
    if (init.outcome !== undefined) this.outcome = init.outcome;
    if (init.details !== undefined) this.details = init.details;
    Object.defineProperty(this, MARKER, { value: true });
  }
}

/** Tells whether something thrown is a {@link PerksError}, also one of another copy of this package on the same page. */
export function isPerksError(thrown: unknown): thrown is PerksError {
  return typeof thrown === 'object' && thrown !== null && MARKER in thrown;
}
