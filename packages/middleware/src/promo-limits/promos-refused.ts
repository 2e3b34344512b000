import { PerksError } from '@checkout-perks/core/errors';
import type { RejectionReason } from '@checkout-perks/core/perks';

/** Some promos cannot be used by this buyer; nothing was written. */
export class PromosRefused extends PerksError {
  /** By the promos' ids. */
  readonly reasons: ReadonlyMap<string, RejectionReason>;

  constructor(reasons: ReadonlyMap<string, RejectionReason>) {
    super('PERK_REJECTED');
    this.reasons = reasons;
  }
}
