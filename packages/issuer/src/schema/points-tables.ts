/** Tables of LoyalClient. Points, amounts and percentages in hundredths, times in ms since epoch. */
export interface PointsTables {
  issuer_loyalclient_programs: { id: string; created_at: number };
  issuer_loyalclient_keys: {
    /** SHA-256 of the key, hex. */
    hash: string;
    program_id: string;
    created_at: number;
  };
  /** Points of sale. */
  issuer_loyalclient_points: {
    id: string;
    program_id: string;
    title: string;
    /** Overrides the level's percentage for purchases here. */
    percent: number | null;
    /** Raised to lock the row where purchases of different members must run one at a time. */
    version: number;
    created_at: number;
  };
  issuer_loyalclient_levels: {
    id: string;
    program_id: string;
    title: string;
    percent: number;
    type: 'cashback' | 'discount';
    /** Only for cashback levels. */
    max_spend_percent: number | null;
    created_at: number;
  };
  issuer_loyalclient_members: {
    id: string;
    program_id: string;
    level_id: string;
    name: string | null;
    photo: string | null;
    /** `YYYY-MM-DD`. */
    birthday: string | null;
    /** Digits. */
    phone: string | null;
    email: string | null;
    /** All points, including held ones and those that cannot be spent yet. */
    balance: number;
    /** Raised by every change, which locks the row. */
    version: number;
    created_at: number;
  };
  /** The values by which members are found: phone, card, app code. */
  issuer_loyalclient_searches: { program_id: string; search: string; member_id: string };
  issuer_loyalclient_holds: {
    id: string;
    member_id: string;
    /** The member's version after this hold; a larger version is later. */
    version: number;
    point_id: string;
    amount: number;
    /** Expiry is not stored: a `held` hold past `until_at` does not count any more. */
    state: 'held' | 'released' | 'consumed' | 'autoReleased';
    until_at: number;
    created_at: number;
  };
  issuer_loyalclient_operations: {
    member_id: string;
    /** The member's version after this operation; a larger version is later. */
    version: number;
    point_id: string;
    amount: number;
    total: number;
    percent: number;
    spend: number;
    earn: number;
    /** When the earned points become spendable. */
    earned_at: number;
    created_at: number;
  };
}
