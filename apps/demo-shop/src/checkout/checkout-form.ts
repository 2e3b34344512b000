import { type DeliveryMethod, isDeliveryMethod, isPickupPoint, type PickupPoint } from '../delivery.ts';

/** How the shopper pays what is left after gift codes. */
export type PaymentMethod = 'card' | 'onDelivery';

/** What the shopper typed and chose. It is kept unchanged, even if it is invalid. */
export interface CheckoutForm {
  name: string;
  phone: string;
  email: string;
  delivery: DeliveryMethod;
  address: string;
  point: PickupPoint;
  payment: PaymentMethod;
}

/** The fields that can be invalid. */
export type CheckoutField = 'name' | 'phone' | 'email' | 'address' | 'delivery' | 'payment' | 'codes';

/** An empty form. */
export const EMPTY_FORM: CheckoutForm = {
  name: '',
  phone: '',
  email: '',
  delivery: 'courier',
  address: '',
  point: 'north',
  payment: 'card',
};

const EMAIL = /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/;

/** Reads the posted form. Text is trimmed and shortened; fields that were not sent keep their previous values. */
export function readCheckoutForm(posted: FormData, before: CheckoutForm): { form: CheckoutForm; bad: CheckoutField[] } {
  const text = (name: string, longest: number) => oneLine(posted.get(name)).slice(0, longest);
  const delivery = posted.get('delivery');
  const point = posted.get('point');
  const payment = posted.get('payment');
  const form: CheckoutForm = {
    name: text('name', 120),
    phone: text('phone', 40),
    email: text('email', 254),
    delivery: isDeliveryMethod(delivery) ? delivery : before.delivery,
    address: text('address', 300),
    point: isPickupPoint(point) ? point : before.point,
    payment: isPaymentMethod(payment) ? payment : before.payment,
  };

  const digits = form.phone.replace(/\D/g, '').length;
  const bad: CheckoutField[] = [];
  if (form.name === '') bad.push('name');
  if (digits < 10 || digits > 15 || /[^\d\s()+.-]/.test(form.phone)) bad.push('phone');
  if (!EMAIL.test(form.email)) bad.push('email');
  if (!isDeliveryMethod(delivery)) bad.push('delivery');
  if (form.delivery === 'courier' && form.address.length < 5) bad.push('address');
  if (!isPaymentMethod(payment)) bad.push('payment');
  return { form, bad };
}

/** Parses a stored form. A missing form, or one of an older format, gives an empty form. */
export function reviveCheckoutForm(stored: string | null): CheckoutForm {
  if (stored === null) return EMPTY_FORM;
  try {
    return { ...EMPTY_FORM, ...(JSON.parse(stored) as Partial<CheckoutForm>) };
  } catch {
    return EMPTY_FORM;
  }
}

function isPaymentMethod(value: unknown): value is PaymentMethod {
  return value === 'card' || value === 'onDelivery';
}

function oneLine(value: FormDataEntryValue | null): string {
  if (typeof value !== 'string') return '';
  return value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
