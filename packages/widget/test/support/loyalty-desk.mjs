// The loyalty routes of the small middleware, which answer as the real ones do: of a phone or a card nothing is told before the
// one-time code, which is always 123456.
import { maskCode } from '@checkout-perks/core/perks';

const CASHBACK = { title: 'Gold', kind: 'cashback', rate: 500 };

/** Members by phone or card. */
const MEMBERS = {
  79123456789: { name: 'Anna', level: CASHBACK, balance: 1500 },
  2000000000000016: { name: 'Boris', level: CASHBACK, balance: 21 },
  79991112233: { name: 'Vera', level: { title: 'Silver', kind: 'discount', rate: 700 }, balance: 0 },
  79990000000: { level: CASHBACK, balance: 0 },
};
const APP_CODE = { 424242: '79123456789' };

/** Answers `/identify` and `/confirm`: a body, or a status with a problem's code. */
export function answerLoyalty(path, request) {
  if (path.endsWith('/confirm')) {
    const [search] = atob(request.session).split('|');
    if (request.code !== '123456') return { status: 403, code: 'CONFIRMATION_CODE_WRONG' };
    return { body: identified(search) };
  }
  const search =
    request.customerToken?.replace('customer-', '') ?? request.search.replace(/\D/g, '').replace(/^8/, '7');
  if (request.customerToken) return { body: identified(search) };
  if (search.length < 4) return { status: 422, code: 'INVALID_REQUEST' };
  if (APP_CODE[search]) return { body: identified(APP_CODE[search]) };
  return {
    body: { session: btoa(`${search}|unconfirmed`), state: 'confirm', hint: hintOf(search), expiresAt: soon() },
  };
}

/** What the loyalty programme makes of a quote, given how many points its session and the cart allow. */
export function readSession({ session, spend }, state) {
  const [search, standing] = atob(session).split('|');
  if (standing !== 'confirmed') return { shown: { state: 'confirm', hint: hintOf(search), spend: 0, amount: 0 } };
  if (state) return { shown: { state, hint: state === 'expired' ? '' : hintOf(search), spend: 0, amount: 0 } };
  const member = MEMBERS[search];
  const { level, balance } = member;
  return {
    member,
    spend,
    hint: hintOf(search),
    perks: level.kind === 'discount' ? { level: { label: level.title, basisPoints: level.rate } } : {},
    max: (goods) => Math.min(balance, Math.floor((goods * 0.3) / 100)),
  };
}

function identified(search) {
  return {
    session: btoa(`${search}|confirmed`),
    state: 'identified',
    hint: hintOf(search),
    member: MEMBERS[search],
    expiresAt: soon(),
  };
}

function hintOf(search) {
  return search.length === 11 ? `+7 ••• •••-••-${search.slice(-2)}` : maskCode(search);
}

function soon() {
  return new Date(Date.now() + 1_800_000).toISOString();
}
