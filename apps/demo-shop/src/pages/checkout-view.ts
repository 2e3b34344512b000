import type { Quote } from '@checkout-perks/core/contract';
import type { CartView } from '../cart/cart-view.ts';
import type { CheckoutField, CheckoutForm } from '../checkout/checkout-form.ts';
import type { CheckoutProblem } from '../checkout/checkout-problem.ts';
import type { DemoCode } from '../demo-codes/demo-codes.ts';

/** Everything that the checkout shows. */
export interface CheckoutView {
  cart: CartView;
  /** The id under which this checkout will become an order. */
  attempt: string;
  form: CheckoutForm;
  bad: readonly CheckoutField[];
  problem?: CheckoutProblem | undefined;
  /** What was typed into the code field without JavaScript. */
  codes: string;
  /** The sum worked out by the server, for a page without JavaScript. */
  quote?: Quote | undefined;
  /** Absent when the shop shows no demo codes. */
  demo?: readonly DemoCode[] | 'unavailable' | undefined;
}
