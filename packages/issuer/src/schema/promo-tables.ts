/** Tables of Mottor. Times in ms since epoch, flags 0 and 1. */
export interface PromoTables {
  /** The last id taken, for each kind of row that is numbered across all accounts. */
  issuer_counters: { name: string; value: number };
  issuer_mottor_accounts: {
    /** The user id on the wire. */
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
    /** How many promos the site has ever had, which is the place of the next one. */
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
    /** In lower case, because case does not distinguish codes. */
    code_key: string;
    is_enabled: number;
    /** 2 discounts the goods, 3 the delivery. */
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
    /** All uses, including those that are not visible yet. */
    used: number;
    created_at: number;
  };
  issuer_mottor_leads: {
    id: number;
    /** Its id in the statistics. */
    statistic_id: number;
    site_id: number;
    /** The promo may have been deleted since. */
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
    /** SHA-256 of the buyer's phone, hex, for the limit of one use per person. */
    phone_hash: string | null;
    email_hash: string | null;
    created_at: number;
    /** When counts and statistics begin to show the lead. */
    visible_at: number;
  };
}
