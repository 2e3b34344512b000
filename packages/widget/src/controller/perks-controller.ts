import { type PerksTransport, requestPerks } from '@checkout-perks/core/client';
import type { PerksError } from '@checkout-perks/core/errors';
import type { PerksEffect } from '../machine/perks-effect.ts';
import type { PerksEvent } from '../machine/perks-event.ts';
import { INITIAL_STATE, type PerksState } from '../machine/perks-state.ts';
import { transition } from '../machine/transition.ts';
import { readGiftOffered, readQuoteAnswer } from './read-answer.ts';

/** How long a cart must stay the same before it is asked about, ms. */
const SETTLE_DELAY = 250;
/** A quote is asked for anew this long before it expires, ms. */
const REFRESH_AHEAD = 30_000;
/** Never sooner than this, ms: a shopper's clock may be hours ahead. */
const REFRESH_AT_LEAST = 60_000;
/** Longest delay that `setTimeout` knows, ms. */
const REFRESH_AT_MOST = 2 ** 31 - 1;

type QuoteEffect = Extract<PerksEffect, { type: 'quote' }>;

/** What the controller needs of its element. */
export interface PerksControllerOptions {
  /** Makes the transport as it is to be used now. */
  transport(): PerksTransport;
  /** The state has changed. */
  changed(): void;
  /** Does what only the element can: form value, events, focus. */
  perform(effect: Exclude<PerksEffect, QuoteEffect | { type: 'abort' }>): void;
}

/** Runs the machine for an element: sends its requests one at a time, the latest wins, and stops with the element. */
export class PerksController {
  state: PerksState = INITIAL_STATE;

  readonly #options: PerksControllerOptions;
  #quoting = new AbortController();
  #configuring = new AbortController();
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PerksControllerOptions) {
    this.#options = options;
  }

  /** Takes up what was given up when the element left the page. */
  connect(): void {
    if (this.state.pending) this.dispatch({ type: 'refresh' });
    this.#refreshInTime();
  }

  disconnect(): void {
    this.#quoting.abort();
    this.#configuring.abort();
    clearTimeout(this.#refreshTimer);
  }

  /** Asks what the shop offers. */
  async configure(): Promise<void> {
    this.#configuring.abort();
    this.#configuring = new AbortController();
    const { signal } = this.#configuring;
    try {
      const request = { method: 'GET', path: '/config', signal } as const;
      const gift = await requestPerks(this.#options.transport(), request, readGiftOffered);
      if (!signal.aborted) this.dispatch({ type: 'config', gift });
    } catch {
      // The configuration only hides what would not work anyway: without it the field stays.
    }
  }

  /** Lets the machine take an event in, and does what follows from it. */
  dispatch(event: PerksEvent): void {
    const { state, effects } = transition(this.state, event);
    this.state = state;
    this.#options.changed();
    for (const effect of effects) {
      if (effect.type === 'quote') void this.#quote(effect);
      else if (effect.type === 'abort') this.#quoting.abort();
      else this.#options.perform(effect);
      if (effect.type === 'value') this.#refreshInTime();
    }
  }

  async #quote({ request, cart, codes, settle }: QuoteEffect): Promise<void> {
    this.#quoting.abort();
    this.#quoting = new AbortController();
    const { signal } = this.#quoting;
    if (settle) await new Promise((resolve) => setTimeout(resolve, SETTLE_DELAY));
    if (signal.aborted) return;
    const event = await requestPerks(
      this.#options.transport(),
      { method: 'POST', path: '/quote', body: { cart, codes }, signal },
      (json) => readQuoteAnswer(json, codes.length),
    ).then(
      (answer): PerksEvent => ({ type: 'answer', request, answer }),
      ({ code, retryAfter }: PerksError): PerksEvent => ({ type: 'failure', request, code, retryAfter }),
    );
    if (!signal.aborted) this.dispatch(event);
  }

  /** Asks anew shortly before the quote expires, but only while somebody may be looking at the page. */
  #refreshInTime(): void {
    clearTimeout(this.#refreshTimer);
    const { settled } = this.state;
    if (!settled) return;
    const due = () => {
      if (document.hidden) this.#refreshTimer = setTimeout(due, 1000);
      else this.dispatch({ type: 'refresh' });
    };
    const delay = Date.parse(settled.quote.expiresAt) - Date.now() - REFRESH_AHEAD;
    this.#refreshTimer = setTimeout(due, Math.min(Math.max(delay, REFRESH_AT_LEAST), REFRESH_AT_MOST));
  }
}
