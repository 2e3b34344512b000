/** Tables of LoyalClient's part. Points and sums in hundredths, percents in hundredths, times in ms since epoch. */
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
    /** What purchases here give instead of the level's own percent. */
    percent: number | null;
    /** Goes up where the purchases of different members must go one at a time. */
    version: number;
    created_at: number;
  };
  issuer_loyalclient_levels: {
    id: string;
    program_id: string;
    title: string;
    percent: number;
    type: 'cashback' | 'discount';
    /** Of a cashback level. */
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
    /** All points there are, held ones and those not yet to be spent among them. */
    balance: number;
    /** Goes up with every change, and so stands for the member's lock. */
    version: number;
    created_at: number;
  };
  /** What a member is found by: phone, card, code of the app. */
  issuer_loyalclient_searches: { program_id: string; search: string; member_id: string };
  issuer_loyalclient_holds: {
    id: string;
    member_id: string;
    /** The member's version that it made; the larger, the later. */
    version: number;
    point_id: string;
    amount: number;
    /** Expiry is not stored: a `held` hold past `until_at` counts no more. */
    state: 'held' | 'released' | 'consumed' | 'autoReleased';
    until_at: number;
    created_at: number;
  };
  issuer_loyalclient_operations: {
    member_id: string;
    /** The member's version that it made; the larger, the later. */
    version: number;
    point_id: string;
    amount: number;
    total: number;
    percent: number;
    spend: number;
    earn: number;
    /** From when on what was earned can be spent. */
    earned_at: number;
    created_at: number;
  };
}
