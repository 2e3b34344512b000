import type { Order } from '@checkout-perks/core/contract';
import { type ErrorCode, PerksError } from '@checkout-perks/core/errors';

/** A verb that the order cannot take, with the order as it is. */
export class OrderRefusal extends PerksError {
  /** Not enumerable: new gift codes stand in it in full, and errors end up in logs. */
  declare readonly order: Order;

  /**
   * @param reason The error code behind an `ORDER_DECLINED`, such as `GIFT_CODE_NOT_ACTIVE`
   */
  constructor(code: ErrorCode, order: Order, reason?: string) {
    super(code, reason === undefined ? {} : { details: { reason } });
    Object.defineProperty(this, 'order', { value: order });
  }
}
