/** Tables of Mottor's part. Times in ms since epoch, flags 0 and 1. */
export interface PromoTables {
  /** The last id taken of each kind that is numbered across all accounts. */
  issuer_counters: { name: string; value: number };
  issuer_mottor_accounts: {
    /** The user id of the wire. */
    id: number;
    created_at: number;
  };
  issuer_mottor_keys: {
    /** SHA-256 of the key, hex. */
    hash: string;
    account_id: number;
    created_at: number;
  };
  issuer_mottor_sites: {
    id: number;
    account_id: number;
    currency: string;
    /** How many promos the site has ever had: the place of the next one. */
    promos: number;
    created_at: number;
  };
  issuer_mottor_promos: {
    id: number;
    site_id: number;
    /** Place in the list, 0 for the first. */
    pos: number;
    /** As given. */
    code: string;
    /** In lower case: the same code in another case is the same code. */
    code_key: string;
    is_enabled: number;
    /** 2 lowers the goods, 3 the delivery. */
    bonus_type: number;
    /** Hundredths of the currency or of a percent. */
    bonus_amount: number;
    bonus_amount_is_in_percentages: number;
    time_limit_is_enabled: number;
    d_on: number | null;
    d_off: number | null;
    quantity_limit_is_enabled: number;
    quantity_limit: number;
    personal_limit_is_enabled: number;
    /** Every use there was, shown or not yet. */
    used: number;
    created_at: number;
  };
  issuer_mottor_leads: {
    id: number;
    /** The id of its line in the statistics. */
    statistic_id: number;
    site_id: number;
    /** The promo may be gone since. */
    promo_id: number;
    bonus_type: number;
    bonus_amount: number;
    bonus_amount_is_in_percentages: number;
    /** Goods and delivery before the discount, minor units. */
    order_price: number;
    order_quantity: number;
    /** Minor units. */
    discount_amount: number;
    currency: string;
    /** SHA-256 of who ordered, hex, for the limit of one use per person. */
    phone_hash: string | null;
    email_hash: string | null;
    created_at: number;
    /** From when on counts and statistics show it. */
    visible_at: number;
  };
}
