import type { Messages } from './messages.ts';

/** What can be tried at the checkout, in English. */
export const demo: Messages['demo'] = {
  title: 'Things to try',
  badge: 'demo',
  intro:
    'All of these are real entries of the services behind this shop. Type one into the field above, or press Apply.',
  apply: 'Apply',
  applyLabel: (what) => `Apply: ${what}`,
  unavailable: 'The gift code service does not answer now, so there is nothing to show.',
  groups: {
    promos: 'Promo codes',
    gifts: 'Gift codes',
    members: 'Phone or card',
    refused: 'Codes that are refused',
  },
  giftsNote: 'A used code is not taken twice: try that as well.',
  membersNote:
    'A number alone shows a mask and nothing else. Name, balance and spending take a code from a text message: it appears below the field.',
  gift: (amount) => `Gift code for ${amount}`,
  part: 'pays a part of the order',
  over: 'the rest comes back as a new code',
  promos: {
    tenth: '10% off the goods',
    fifth: '20% off the goods, for the first 5 orders',
    fixed: '₽500 off the goods',
    freeDelivery: 'free delivery',
    delivery: '₽150 off the delivery',
    once: '15% off the goods, once per phone',
    expired: 'has ended',
    notStarted: 'has not begun',
    usedUp: 'used up',
    disabled: 'switched off',
  },
  members: {
    points: 'Anna: 878 points, 10% cashback',
    capped: 'Ivan: 5000 points, for at most 30% of a purchase',
    empty: 'Maria: no points yet, 10% cashback',
    discount: 'Pyotr: 7% off instead of points',
  },
  names: { points: 'Anna', capped: 'Ivan', empty: 'Maria', discount: 'Pyotr' },
  card: "Anna's card",
  stranger: 'nobody: the same answer, but no message comes',
  inbox: {
    title: 'Messages',
    note: 'A make-believe phone: a demo shop sends no text messages.',
    to: (digits) => `To the number …${digits}`,
    before: 'Mint & Linen: your code is',
    after: 'Tell it to nobody.',
    fill: 'Enter the code',
  },
  signIn: {
    title: 'Sign in as a member',
    note: 'The shop itself knows who is signed in: no number has to be confirmed.',
    in: (name) => `You are signed in: ${name}`,
    out: 'Sign out',
  },
};
