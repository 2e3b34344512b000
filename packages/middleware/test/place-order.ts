import type { Order } from '@checkout-perks/core/contract';
import type { Shop } from './start-shop.ts';

/** A phone of a member that no test has had before. */
let phones = 79_200_000_000;

/** A member with so many points, and the session by which they have proved who they are. */
export interface TestMember {
  memberId: string;
  phone: string;
  session: string;
}

/** Makes a member of the loyalty programme, logged in at the shop. */
export async function loggedIn(
  shop: Shop,
  balance: number,
  level?: 'cashback' | 'silver' | 'discount',
): Promise<TestMember> {
  phones += 1;
  const phone = String(phones);
  const memberId = await shop.newMember({ phone, balance, ...(level ? { level } : {}) });
  const customerToken = await shop.perks.loyalty.customerToken(phone);
  const { json } = await shop.call('POST', '/loyalty/identify', { customerToken });
  return { memberId, phone, session: (json as unknown as { session: string }).session };
}

/** A cart of goods, and delivery where it is given; minor units. */
export function goodsOf(total: number, delivery?: number) {
  const lines = [{ id: 'tea', quantity: 1, unitPrice: total }];
  return { currency: 'RUB', lines, ...(delivery === undefined ? {} : { delivery: { price: delivery } }) };
}

/** Reserves an order of 1000.00 on which a member spends points. */
export function reservePoints(
  shop: Shop,
  id: string,
  { session }: Pick<TestMember, 'session'>,
  spend: number | 'max',
  codes: string[] = [],
): Promise<Order> {
  return shop.client.reserve(id, { cart: goodsOf(100_000), codes, loyalty: { session, spend } });
}
