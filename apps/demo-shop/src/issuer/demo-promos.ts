import type { PromoInput } from '@checkout-perks/issuer';

/** A promo code of the demo. */
export interface DemoPromo extends PromoInput {
  /** Key of its description in the panel; see `demo.promos` in `i18n/`. */
  note: DemoPromoNote;
  /** Whether it lowers the total. */
  works: boolean;
}

/** Key of a description of a demo promo code. */
export type DemoPromoNote =
  | 'tenth'
  | 'fifth'
  | 'fixed'
  | 'freeDelivery'
  | 'delivery'
  | 'once'
  | 'expired'
  | 'notStarted'
  | 'usedUp'
  | 'disabled';

const percent = { is_enabled: true, bonus_amount_is_in_percentages: true } as const;

/** Promo codes of each documented kind of Mottor, in its fields. Amounts are roubles; dates are fixed far away. */
export const DEMO_PROMOS: readonly DemoPromo[] = [
  { code: 'SALE10', note: 'tenth', works: true, ...percent, bonus_amount: 10 },
  {
    code: 'SALE20',
    note: 'fifth',
    works: true,
    ...percent,
    bonus_amount: 20,
    quantity_limit_is_enabled: true,
    quantity_limit: 5,
  },
  { code: 'MINUS500', note: 'fixed', works: true, is_enabled: true, bonus_amount: 500 },
  { code: 'FREESHIP', note: 'freeDelivery', works: true, ...percent, bonus_type: 3, bonus_amount: 100 },
  { code: 'SHIP150', note: 'delivery', works: true, is_enabled: true, bonus_type: 3, bonus_amount: 150 },
  { code: 'ONCE15', note: 'once', works: true, ...percent, bonus_amount: 15, personal_limit_is_enabled: true },
  {
    code: 'SPRING',
    note: 'expired',
    works: false,
    ...percent,
    bonus_amount: 30,
    time_limit_is_enabled: true,
    d_on: '2024-03-01',
    d_off: '2024-06-01',
  },
  {
    code: 'FUTURE',
    note: 'notStarted',
    works: false,
    ...percent,
    bonus_amount: 30,
    time_limit_is_enabled: true,
    d_on: '2099-01-01',
    d_off: null,
  },
  {
    code: 'GONE',
    note: 'usedUp',
    works: false,
    ...percent,
    bonus_amount: 30,
    quantity_limit_is_enabled: true,
    quantity_limit: 1,
  },
  { code: 'PAUSED', note: 'disabled', works: false, bonus_amount_is_in_percentages: true, bonus_amount: 30 },
];
