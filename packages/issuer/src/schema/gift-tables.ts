/** Tables of V-DAR. Amounts in minor units, times in ms since epoch. */
export interface GiftTables {
  issuer_merchants: {
    id: string;
    default_site_id: string;
    /** How many codes the merchant has ever had, which is the number of the newest one. */
    codes: number;
    /** How many operations the merchant has ever had, which is the number of the newest one. */
    operations: number;
    created_at: number;
  };
  issuer_sites: {
    id: string;
    merchant_id: string;
    login: string;
    currency: string;
    balance: number;
    created_at: number;
  };
  issuer_api_keys: {
    /** SHA-256 of the key, hex; the key itself is not stored. */
    hash: string;
    merchant_id: string;
    created_at: number;
  };
  issuer_codes: {
    merchant_id: string;
    /** 1, 2, 3… within the merchant, without gaps, so that page N of the list is a range of numbers. */
    number: number;
    id: string;
    code: string;
    /** The site that paid for it. */
    site_id: string;
    amount: number;
    currency: string;
    name: string | null;
    /** Expiry is not stored: an `active` code past `expires_at` reads as expired. */
    status: 'active' | 'activated' | 'deactivated';
    created_at: number;
    expires_at: number;
  };
  issuer_operations: {
    merchant_id: string;
    /** 1, 2, 3… within the merchant, without gaps. */
    number: number;
    id: string;
    site_id: string;
    code_number: number;
    type: 'code_generation' | 'code_activation' | 'code_deactivation';
    amount: number;
    currency: string;
    created_at: number;
  };
}
