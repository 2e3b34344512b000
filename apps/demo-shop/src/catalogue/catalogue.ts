import { HOME } from './home.ts';
import { KITCHEN } from './kitchen.ts';
import type { Product, Shelf } from './product.ts';
import { TEA } from './tea.ts';

/** The shelves in the order of the catalogue. */
export const SHELVES: readonly Shelf[] = ['tea', 'kitchen', 'home'];

/** All products. */
export const PRODUCTS: readonly Product[] = [...TEA, ...KITCHEN, ...HOME];

const byId = new Map(PRODUCTS.map((product) => [product.id, product]));

/** Finds the product with an id, if there is one. */
export function findProduct(id: string): Product | undefined {
  return byId.get(id);
}

/** Lists the products of a shelf. */
export function listProducts(shelf: Shelf): Product[] {
  return PRODUCTS.filter((product) => product.shelf === shelf);
}

/** Finds four other products to recommend, those of the same shelf first. */
export function findNeighbours(product: Product): Product[] {
  const others = PRODUCTS.filter((other) => other.id !== product.id);
  return others.sort((a, b) => Number(b.shelf === product.shelf) - Number(a.shelf === product.shelf)).slice(0, 4);
}
