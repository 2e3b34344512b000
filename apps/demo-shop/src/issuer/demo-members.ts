import type { NewLevel, NewMember } from '@checkout-perks/issuer';

/** A member of the demo's loyalty programme. */
export interface DemoMember extends NewMember {
  memberId: string;
  phone: string;
  name: string;
  /** Key of the description in the panel; see `demo.members` in `i18n/`. */
  note: 'points' | 'capped' | 'empty' | 'discount';
}

/** A level of the demo's loyalty programme. */
export type DemoLevel = Omit<NewLevel, 'programId'> & { levelId: string };

/** Two levels that earn points, and one that lowers the price. */
export const DEMO_LEVELS: readonly DemoLevel[] = [
  { levelId: 'mint', title: 'Мята', type: 'cashback', percent: 10 },
  { levelId: 'thyme', title: 'Чабрец', type: 'cashback', percent: 3, maxSpendPercent: 30 },
  { levelId: 'linen', title: 'Лён', type: 'discount', percent: 7 },
];

/** Fictional members, one for each case to try. Their phone numbers belong to no subscriber. */
export const DEMO_MEMBERS: readonly DemoMember[] = [
  {
    memberId: 'anna',
    levelId: 'mint',
    name: 'Анна',
    phone: '+7 900 000-00-01',
    card: '2000000000011',
    balance: 878,
    note: 'points',
  },
  {
    memberId: 'ivan',
    levelId: 'thyme',
    name: 'Иван',
    phone: '+7 900 000-00-02',
    card: '2000000000028',
    balance: 5000,
    note: 'capped',
  },
  {
    memberId: 'maria',
    levelId: 'mint',
    name: 'Мария',
    phone: '+7 900 000-00-03',
    card: '2000000000035',
    balance: 0,
    note: 'empty',
  },
  {
    memberId: 'pyotr',
    levelId: 'linen',
    name: 'Пётр',
    phone: '+7 900 000-00-04',
    card: '2000000000042',
    note: 'discount',
  },
];

/** A phone that no member has. */
export const STRANGER_PHONE = '+7 900 000-00-99';
