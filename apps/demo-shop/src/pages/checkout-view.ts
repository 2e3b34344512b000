import type { Quote } from '@checkout-perks/core/contract';
import type { CartView } from '../cart/cart-view.ts';
import type { CheckoutField, CheckoutForm } from '../checkout/checkout-form.ts';
import type { CheckoutProblem } from '../checkout/checkout-problem.ts';
import type { DemoCode } from '../demo-codes/demo-codes.ts';
import type { TextMessage } from '../inbox/inbox.ts';
import type { DemoMember } from '../issuer/demo-members.ts';
import type { DemoPromo } from '../issuer/demo-promos.ts';

/** Everything that the checkout page shows. */
export interface CheckoutView {
  cart: CartView;
  /** The id under which this checkout will become an order. */
  attempt: string;
  form: CheckoutForm;
  bad: readonly CheckoutField[];
  problem?: CheckoutProblem | undefined;
  /** Text of the code field without JavaScript. */
  codes: string;
  /** The quote that the server got, for a page without JavaScript. */
  quote?: Quote | undefined;
  /** The token of that quote, with which the order can be placed at its price. */
  token?: string | undefined;
  /** The middleware's address for the widget. */
  endpoint: string;
  /** The customer token, with which the widget tells the middleware who is signed in. */
  customerToken?: string | undefined;
  /** The demo panel; absent if the shop shows no demo codes. */
  demo?: DemoView | undefined;
  /** Text messages of this visitor; absent if the shop shows none. */
  inbox?: readonly TextMessage[] | undefined;
}

/** Codes and members that can be tried at the checkout. */
export interface DemoView {
  gifts: readonly DemoCode[] | 'unavailable';
  promos: readonly DemoPromo[];
  members: readonly DemoMember[];
  /** The member as whom the visitor is signed in. */
  signedIn: DemoMember | undefined;
}
