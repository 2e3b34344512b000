import type { FirstMessages } from './messages.ts';

/** What the script tag's first file says, in the built-in languages. */
export const FIRST_WORDS = {
  en: {
    label: 'Code',
    gift: 'gift code',
    promo: 'promo code',
    points: 'phone',
    or: ' or ',
    apply: 'Apply',
    goods: 'Items',
    delivery: 'Delivery',
    free: 'Free',
    due: 'To pay',
    retry: 'Try again',
    otherError: 'Something went wrong. You can order without a code.',
    NETWORK: 'No connection to the shop.',
  },
  ru: {
    label: 'Код',
    gift: 'подарочный код',
    promo: 'промокод',
    points: 'телефон',
    or: ' или ',
    apply: 'Применить',
    goods: 'Товары',
    delivery: 'Доставка',
    free: 'Бесплатно',
    due: 'К оплате',
    retry: 'Повторить',
    otherError: 'Что-то пошло не так. Заказ можно оформить и без кода.',
    NETWORK: 'Нет связи с магазином.',
  },
} satisfies Record<string, FirstMessages>;
