import { HOME } from './home.ts';
import { KITCHEN } from './kitchen.ts';
import type { Product, Shelf } from './product.ts';
import { TEA } from './tea.ts';

/** The shelves in the order in which the catalogue shows them. */
export const SHELVES: readonly Shelf[] = ['tea', 'kitchen', 'home'];

/** Everything on sale. */
export const PRODUCTS: readonly Product[] = [...TEA, ...KITCHEN, ...HOME];

const byId = new Map(PRODUCTS.map((product) => [product.id, product]));

/** The product of an id, or nothing. */
export function findProduct(id: string): Product | undefined {
  return byId.get(id);
}

/** The products of one shelf. */
export function listProducts(shelf: Shelf): Product[] {
  return PRODUCTS.filter((product) => product.shelf === shelf);
}

/** Four other products that go well with one: its own shelf first. */
export function findNeighbours(product: Product): Product[] {
  const others = PRODUCTS.filter((other) => other.id !== product.id);
  return others.sort((a, b) => Number(b.shelf === product.shelf) - Number(a.shelf === product.shelf)).slice(0, 4);
}
