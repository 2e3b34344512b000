import type { Quote } from '@checkout-perks/core/contract';
import type { CartView } from '../cart/cart-view.ts';
import type { CheckoutField, CheckoutForm } from '../checkout/checkout-form.ts';
import type { CheckoutProblem } from '../checkout/checkout-problem.ts';
import type { DemoCode } from '../demo-codes/demo-codes.ts';
import type { TextMessage } from '../inbox/inbox.ts';
import type { DemoMember } from '../issuer/demo-members.ts';
import type { DemoPromo } from '../issuer/demo-promos.ts';

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
  /** By which the order can be placed at the price of that quote. */
  token?: string | undefined;
  /** Where the widget asks. */
  endpoint: string;
  /** By which the widget tells the middleware who is signed in. */
  customerToken?: string | undefined;
  /** What can be tried; absent when the shop shows nothing of the kind. */
  demo?: DemoView | undefined;
  /** Text messages of this visitor; absent when the shop shows none. */
  inbox?: readonly TextMessage[] | undefined;
}

/** What can be tried at the checkout. */
export interface DemoView {
  gifts: readonly DemoCode[] | 'unavailable';
  promos: readonly DemoPromo[];
  members: readonly DemoMember[];
  /** As whom the visitor is signed in. */
  signedIn: DemoMember | undefined;
}
