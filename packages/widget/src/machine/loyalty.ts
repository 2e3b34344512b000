import type { Member } from '@checkout-perks/core/contract';

/** The shopper as a member of the loyalty programme. */
export interface Loyalty {
  /** What to bring with a quote; empty when it has expired, or when the shop's own token must bring a new one. */
  readonly session: string;
  /** As it was shown: `confirm`, `identified`, `expired`, or a newer one; empty until the server has said. */
  readonly state: string;
  /** What was typed, masked. */
  readonly hint: string;
  readonly member?: Member | undefined;
  /** Points that the shopper wants to pay with: more, perhaps, than an order takes. */
  readonly spend: number | 'max';
  /** What was typed, for another one-time code. Not kept over a reload. */
  readonly search?: string | undefined;
  /** The shop said who it is: its session is not kept over a reload, for the shopper may log out. */
  readonly byShop?: boolean | undefined;
  /** The text was refused as a code before it was tried as a card. */
  readonly refused?: boolean | undefined;
  /** The one-time code as typed so far. */
  readonly code?: string | undefined;
  /** Seconds until another one-time code may be asked for. */
  readonly wait?: number | undefined;
}

/** A request to the loyalty routes, and who asked for it. */
export interface LoyaltyCall {
  readonly by: 'field' | 'panel' | 'shop';
  readonly path: '/loyalty/identify' | '/loyalty/confirm';
  readonly body: { readonly [name in 'search' | 'customerToken' | 'session' | 'code']?: string };
  /** The text was refused as a code. */
  readonly refused?: boolean | undefined;
}
