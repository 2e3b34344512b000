/** Whom a quote or an order is for, once a session has proved to be ours. It stays on the server. */
export type LoyaltySession =
  /** Only a phone or a card was typed: such a shopper earns, and is shown and spends nothing. */
  | { search: string; hint: string; confirmed: false }
  /** The member has proved who they are. */
  | { search: string; hint: string; confirmed: true; memberId: string };
