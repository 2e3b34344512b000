import type { Messages } from '../i18n/messages.ts';
import type { TendedOrder } from './tend-order.ts';

/** The state of an order as the shopper sees it. */
export type OrderStatus = keyof Messages['order']['states'];

/** Gets the state of an order as the shopper sees it. */
export function orderStatus({ order, perks }: TendedOrder): OrderStatus {
  switch (perks.state) {
    case 'reserved':
      if (order.money === 'refused') return 'refused';
      return order.money === 'awaiting' ? 'waiting' : 'confirming';
    case 'committed':
      if (perks.amountDue === 0) return perks.gifts.length > 0 ? 'paidByGift' : 'paidByPerks';
      return order.payment === 'card' ? 'paid' : 'accepted';
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'attention':
      return perks.state;
    case 'refunding':
      return 'returning';
    case 'refunded':
      if (perks.returned.length > 0) return 'refunded';
      return order.money === 'refunded' || perks.promos || perks.points ? 'calledOff' : 'cancelled';
    default:
      return 'confirming';
  }
}
