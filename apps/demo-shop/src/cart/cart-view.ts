import type { Cart } from '@checkout-perks/core/contract';
import { findProduct } from '../catalogue/catalogue.ts';
import type { Product } from '../catalogue/product.ts';

/** One line of the cart with its product; amounts in kopecks. */
export interface CartViewLine {
  product: Product;
  quantity: number;
  total: number;
}

/** The cart with prices from the catalogue. */
export interface CartView {
  lines: CartViewLine[];
  /** Total quantity. */
  count: number;
  /** Kopecks. */
  goods: number;
}

/** Prices a cart; products that are no longer sold are left out. */
export function viewCart(stored: readonly { productId: string; quantity: number }[]): CartView {
  const lines = stored.flatMap(({ productId, quantity }) => {
    const product = findProduct(productId);
    return product ? [{ product, quantity, total: product.price * quantity }] : [];
  });
  return {
    lines,
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
    goods: lines.reduce((sum, line) => sum + line.total, 0),
  };
}

/** Converts the cart for the middleware. Titles are left out, because they depend on the visitor's language. */
export function perksCart(view: CartView, deliveryPrice: number): Cart {
  return {
    currency: 'RUB',
    lines: view.lines.map(({ product, quantity }) => ({ id: product.id, quantity, unitPrice: product.price })),
    delivery: { price: deliveryPrice },
  };
}
