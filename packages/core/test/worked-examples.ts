import { readdirSync, readFileSync } from 'node:fs';
import type { Price, PricedCart, PricedPerks, PriceStep, PromoRejection, PromoStacking } from '../src/pricing.ts';

/** A price worked out by hand: what a cart comes to with perks, and why. Sums in kopecks. */
export interface WorkedExample {
  name: string;
  /** The sum, worked out by hand. */
  why: string;
  /** Other systems that do it like this, or otherwise. */
  peer?: string;
  follows?: boolean;
  cart: PricedCart;
  /** As typed: which of the promos apply is part of the example. `stacking` is one of each unless given. */
  perks: PricedPerks & { stacking?: PromoStacking };
  expect: {
    steps: PriceStep[];
    rejected?: PromoRejection[];
    pointsBase?: number;
    points?: Price['points'];
    gifts?: Price['gifts'];
    total: number;
    amountDue: number;
  };
}

/** Examples about one thing. */
export interface ExampleGroup {
  title: string;
  examples: WorkedExample[];
}

const FOLDER = new URL('../src/pricing/examples/', import.meta.url);
const ORDER = [
  'promos',
  'delivery',
  'stacking',
  'points',
  'levels',
  'gifts',
  'together',
  'limits',
  'as-others-discounts',
  'as-others-tender',
  'unlike-others-order',
  'unlike-others-rounding',
];

/** Reads every worked example, in the order in which the page shows them. */
export function readWorkedExamples(): ExampleGroup[] {
  const found = readdirSync(FOLDER).map((file) => file.replace('.json', ''));
  const unknown = found.filter((name) => !ORDER.includes(name));
  if (unknown.length > 0) throw new Error(`Put ${unknown.join(', ')} into the order of the page`);
  return ORDER.map((name) => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')));
}
