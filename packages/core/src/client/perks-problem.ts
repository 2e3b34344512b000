import type { Order } from '../contract/v1/order.ts';
import type { Quote } from '../contract/v1/quote.ts';
import type { ErrorCode } from '../errors/codes.ts';
import { PerksError, type PerksErrorInit } from '../errors/perks-error.ts';

/** What a problem answer brings beside its code. */
export interface ProblemFacts {
  quote?: Quote | undefined;
  token?: string | undefined;
  order?: Order | undefined;
}

/** A refusal of the middleware, with what holds now. The facts may hold gift codes, so no log shows them. */
export class PerksProblem extends PerksError {
  readonly #facts: ProblemFacts;

  constructor(code: ErrorCode, init: PerksErrorInit, facts: ProblemFacts) {
    super(code, init);
    this.#facts = facts;
  }

  /** The quote that holds now: with `QUOTE_CHANGED`, `QUOTE_EXPIRED` and `PERK_REJECTED`. */
  get quote(): Quote | undefined {
    return this.#facts.quote;
  }

  /** Stands for {@link quote}: reserve with it once the shopper agrees. */
  get token(): string | undefined {
    return this.#facts.token;
  }

  /** The order as it is: with an order verb that was refused. */
  get order(): Order | undefined {
    return this.#facts.order;
  }
}
