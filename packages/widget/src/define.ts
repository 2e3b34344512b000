import { CheckoutPerksElement } from './element/checkout-perks-element.ts';
import { defineElement } from './element/define-element.ts';

defineElement('checkout-perks', CheckoutPerksElement);
