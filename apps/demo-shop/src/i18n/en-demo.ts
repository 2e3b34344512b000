import type { Messages } from './messages.ts';

/** What can be tried at the checkout, in English. */
export const demo: Messages['demo'] = {
  title: 'Things to try',
  badge: 'demo',
  intro:
    'These are real codes and members of the services behind this shop. Type one into the field above, or press Apply.',
  apply: 'Apply',
  applyLabel: (what) => `Apply: ${what}`,
  unavailable: 'The gift code service is not responding, so there are no codes to show.',
  groups: {
    promos: 'Promo codes',
    gifts: 'Gift codes',
    members: 'Phone or card',
    refused: 'Codes that do not work',
  },
  giftsNote: 'A code works only once. Try to use one again.',
  membersNote:
    'A number alone shows only masked digits. To see the name and balance and to spend points, enter the code from the text message. It appears below the field.',
  gift: (amount) => `Gift code for ${amount}`,
  part: 'pays for part of the order',
  over: 'you get the rest as a new code',
  promos: {
    tenth: '10% off the goods',
    fifth: '20% off the goods, for the first 5 orders',
    fixed: '₽500 off the goods',
    freeDelivery: 'free delivery',
    delivery: '₽150 off the delivery',
    once: '15% off the goods, once per phone',
    expired: 'expired',
    notStarted: 'not valid yet',
    usedUp: 'used up',
    disabled: 'disabled',
  },
  members: {
    points: 'Anna: 878 points, 10% cashback',
    capped: 'Ivan: 5000 points, up to 30% of a purchase',
    empty: 'Maria: no points yet, 10% cashback',
    discount: 'Pyotr: 7% off instead of points',
  },
  names: { points: 'Anna', capped: 'Ivan', empty: 'Maria', discount: 'Pyotr' },
  card: "Anna's card",
  stranger: 'not a member: the same answer, but no text message',
  inbox: {
    title: 'Messages',
    note: 'A simulated phone: the demo shop sends no text messages.',
    to: (digits) => `To number …${digits}`,
    before: 'Mint & Linen: your code is',
    after: 'Do not share it with anyone.',
    fill: 'Enter the code',
  },
  signIn: {
    title: 'Sign in as a member',
    note: 'The shop knows who is signed in, so you do not need to confirm a number.',
    in: (name) => `Signed in as ${name}`,
    out: 'Sign out',
  },
};
