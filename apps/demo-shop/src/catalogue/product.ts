import type { Language } from '../i18n/language.ts';

/** One of the shop's shelves. */
export type Shelf = 'tea' | 'kitchen' | 'home';

/** The texts of a product in one language. */
export interface ProductText {
  title: string;
  /** One line for the catalogue. */
  tagline: string;
  /** Paragraphs of the product page. */
  story: readonly string[];
  /** Alternative text of the picture. */
  picture: string;
  /** Names and values, such as material or weight. */
  facts: readonly (readonly [name: string, value: string])[];
}

/** A product. Its id is also its address and the name of its picture. */
export interface Product {
  id: string;
  shelf: Shelf;
  /** Kopecks. */
  price: number;
  text: Readonly<Record<Language, ProductText>>;
}
