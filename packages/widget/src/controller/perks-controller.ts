import { type PerksRequest, type PerksTransport, requestAnswer } from '@checkout-perks/core/client';
import type { LoyaltyCall } from '../machine/loyalty.ts';
import type { PerksEffect } from '../machine/perks-effect.ts';
import type { PerksEvent } from '../machine/perks-event.ts';
import { INITIAL_STATE, type PerksState } from '../machine/perks-state.ts';
import type { PointsEvent } from '../machine/points/points-event.ts';
import type { PointsTransition } from '../machine/points/points-transition.ts';
import { transition } from '../machine/transition.ts';
import { type PageMemory, pageMemory } from './page-memory.ts';
import { readLoyaltyAnswer, readOffers, readQuoteAnswer } from './read-answer.ts';
import { takeLinkCodes } from './take-link-codes.ts';

/** How long a cart or an amount of points must stay the same before it is asked about, ms. */
const SETTLE_DELAY = 250;
/** A quote is asked for anew this long before it expires, ms. */
const REFRESH_AHEAD = 30_000;
/** Never sooner than this, ms: a shopper's clock may be hours ahead. */
const REFRESH_AT_LEAST = 60_000;
/** Longest delay that `setTimeout` knows, ms. */
const REFRESH_AT_MOST = 2 ** 31 - 1;

type Effect<T extends PerksEffect['type']> = Extract<PerksEffect, { type: T }>;
type Lane = 'quote' | 'call' | 'config';

/** What the controller needs of its element. */
export interface PerksControllerOptions {
  /** Makes the transport as it is to be used now. */
  transport(): PerksTransport;
  /** Loads what is needed once a shopper has typed something; rejects when that cannot be had. */
  load(): Promise<PointsTransition>;
  /** The state has changed. */
  changed(): void;
  /** Does what only the element can: form value, events, focus. */
  perform(effect: Exclude<PerksEffect, Effect<'quote' | 'call' | 'tick' | 'abort'>>): void;
}

/** Runs the machine for an element: sends its requests, of each kind the latest wins, and stops with the element. */
export class PerksController {
  state: PerksState = INITIAL_STATE;

  readonly #options: PerksControllerOptions;
  readonly #lanes = new Map<Lane, AbortController>();
  #memory: PageMemory | undefined;
  #points: PointsTransition | undefined;
  #loading: Promise<void> | undefined;
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;
  #tickTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PerksControllerOptions) {
    this.#options = options;
  }

  /**
   * Takes up what was kept from an earlier look at the page, or what was given up when the element left it.
   *
   * @param endpoint The middleware's mount path, with or without origin
   * @param customerToken By which the shop says who is logged in: it goes before a member who was kept
   */
  connect(endpoint: string, customerToken: string | null): void {
    const { pending, call, loyalty } = this.state;
    if (!this.#memory) {
      this.#memory = pageMemory(endpoint);
      const kept = this.#memory.recall();
      this.dispatch({ type: 'restore', kept, linked: takeLinkCodes(), customerToken });
    }
    if (pending) this.dispatch({ type: 'refresh' });
    if (call) void this.#call(call);
    if (loyalty?.wait) this.#tick();
    this.#refreshInTime();
  }

  disconnect(): void {
    for (const lane of this.#lanes.values()) lane.abort();
    clearTimeout(this.#refreshTimer);
    clearTimeout(this.#tickTimer);
  }

  /** Asks what the shop offers. */
  configure(): Promise<void> {
    return this.#send('config', false, { method: 'GET', path: '/config' }, readOffers, (offers) => ({
      type: 'config',
      offers,
    }));
  }

  /** Lets the machine take an event in, and does what follows from it. */
  dispatch(event: PerksEvent | PointsEvent): void {
    const { state, effects } = transition(this.state, event, this.#points);
    this.state = state;
    this.#memory?.keep(state);
    this.#options.changed();
    // Most of what follows will need it.
    if (state.text || state.problem || state.offers?.points) this.#load().catch(() => {});
    if (event.type === 'retry' && !state.offers) void this.configure();
    for (const effect of effects) {
      if (effect.type === 'quote') void this.#quote(effect);
      else if (effect.type === 'call') void this.#call(effect.call);
      else if (effect.type === 'abort') this.#lanes.get('quote')?.abort();
      else if (effect.type === 'tick') this.#tick();
      else this.#options.perform(effect);
      if (effect.type === 'value') this.#refreshInTime();
    }
  }

  #load(): Promise<void> {
    this.#loading ??= this.#options.load().then(
      (points) => {
        this.#points = points;
      },
      (failure: unknown) => {
        this.#loading = undefined;
        throw failure;
      },
    );
    return this.#loading;
  }

  #quote({ request, cart, codes, loyalty, settle }: Effect<'quote'>): Promise<void> {
    const body = { ...('cartId' in cart ? cart : { cart }), codes, loyalty };
    return this.#send(
      'quote',
      !!(codes[0] || loyalty),
      { method: 'POST', path: '/quote', body },
      (json) => readQuoteAnswer(json, codes.length),
      (answer) => ({ type: 'answer', request, answer }),
      (code, retryAfter) => ({ type: 'failure', request, code, retryAfter }),
      settle,
    );
  }

  #call({ path, body }: LoyaltyCall): Promise<void> {
    return this.#send(
      'call',
      true,
      { method: 'POST', path, body },
      readLoyaltyAnswer,
      (answer) => ({ type: 'member', answer }),
      (code, retryAfter) => ({ type: 'failure', code, retryAfter }),
    );
  }

  /**
   * Sends a request in the place of the one of its lane that is under way.
   *
   * @param needsMore Whether the answer cannot be shown by the first file alone: so a message is not sent to a phone, nor
   *   a code tried, before it is sure what can be done with it
   */
  async #send<T>(
    lane: Lane,
    needsMore: boolean,
    request: PerksRequest,
    read: (json: unknown) => T,
    took: (answer: T) => PerksEvent | PointsEvent,
    failed?: (code: string, retryAfter?: number) => PerksEvent,
    settle = false,
  ): Promise<void> {
    this.#lanes.get(lane)?.abort();
    const control = new AbortController();
    this.#lanes.set(lane, control);
    const { signal } = control;
    if (settle) await new Promise((resolve) => setTimeout(resolve, SETTLE_DELAY));
    let event: PerksEvent | PointsEvent | undefined;
    try {
      if (needsMore) await this.#load();
      signal.throwIfAborted();
      event = took(await requestAnswer(this.#options.transport(), { ...request, signal }, read, failureOf));
    } catch (failure) {
      const { code = 'NETWORK', retryAfter } = failure as { code?: string; retryAfter?: number };
      event = failed?.(code, retryAfter);
    }
    if (event && !signal.aborted) this.dispatch(event);
  }

  #tick(): void {
    clearTimeout(this.#tickTimer);
    this.#tickTimer = setTimeout(() => this.dispatch({ type: 'tick' }), 1000);
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

/** What a request failed with. No error of the shop's page: it is caught here, and an error class would weigh. */
function failureOf(code: string, retryAfter?: number): { code: string; retryAfter?: number | undefined } {
  return { code, retryAfter };
}
