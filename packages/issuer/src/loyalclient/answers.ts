import type { Member } from './find-member.ts';
import type { HoldRow } from './hold-points.ts';
import type { PurchaseTerms } from './purchase-terms.ts';

/** Answer of `POST /client`. The phone is a number, as documented, and a discount level has no `maxSpendPercent`. */
export function clientAnswer(member: Member, balance: number) {
  const share = member.max_spend_percent === null ? {} : { maxSpendPercent: member.max_spend_percent / 100 };
  return {
    success: true,
    client: {
      id: member.id,
      name: member.name,
      photo: member.photo,
      birthday: member.birthday,
      level: {
        id: member.level_id,
        title: member.title,
        percent: member.percent / 100,
        type: member.type,
        ...share,
      },
      phone: member.phone === null ? null : Number(member.phone),
      email: member.email,
      balance: balance / 100,
    },
  };
}

/** Answer of `POST /recalc`. */
export function recalcAnswer(member: Member, amount: number, { percent, maxSpend, earn }: PurchaseTerms) {
  const recalc = {
    amount: amount / 100,
    percent: percent / 100,
    type: member.type,
    spend: maxSpend / 100,
    earn: earn / 100,
  };
  return { success: true, recalc };
}

/** Answer of `POST /bonuses/hold`; the time is in Unix seconds. */
export function heldAnswer({ id, until_at, amount }: HoldRow) {
  return { success: true, held: { id, until: until_at / 1000, amount: amount / 100 } };
}

/** Answer of `POST /bonuses/release`. */
export function releasedAnswer() {
  return { success: true };
}

/** The result of a purchase, in hundredths. */
export interface RecordedPurchase {
  type: Member['type'];
  amount: number;
  total: number;
  percent: number;
  spend: number;
  earn: number;
}

/** Answer of `POST /retail`: it contains what was spent or what was earned, never both, and no id. */
export function retailAnswer({ amount, total, percent, type, spend, earn }: RecordedPurchase) {
  const moved = spend > 0 ? { spend: spend / 100 } : { earn: earn / 100 };
  return {
    success: true,
    retail: { amount: amount / 100, total: total / 100, percent: percent / 100, type, ...moved },
  };
}
