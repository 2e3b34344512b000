/** The three perks: a discount code, a stored-value code, loyalty points. */
export type PerkKind = 'promo' | 'gift' | 'points';
