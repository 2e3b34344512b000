import type { Price } from '../src/pricing.ts';
import { createSlowEngine, type Engine } from './slow-engine.ts';

const right = createSlowEngine();

/** Engines with one mistake each, of the kind that shops really had: to show that the properties would notice. */
export const WRONG_ENGINES = {
  'loses the odd kopecks of a split': createSlowEngine({
    spread: (amount, weights) => {
      const whole = sum(weights);
      return weights.map((weight) => (amount * weight) / whole);
    },
  }),
  'splits evenly among lines': createSlowEngine({
    spread: (amount, weights) => {
      const each = amount / BigInt(weights.length);
      return weights.map((_, index) => (index === 0 ? amount - each * BigInt(weights.length - 1) : each));
    },
  }),
  'gives the last line what is left over': createSlowEngine({
    spread: (amount, weights) => {
      const whole = sum(weights);
      const parts = weights.map((weight) => (amount * weight) / whole);
      const last = parts.length - 1;
      return parts.map((part, index) => (index === last ? amount - sum(parts.slice(0, last)) : part));
    },
  }),
  'gives the odd kopecks to the first lines': createSlowEngine({
    spread: (amount, weights) => {
      const whole = sum(weights);
      const parts = weights.map((weight) => (amount * weight) / whole);
      let odd = amount - sum(parts);
      return parts.map((part, index) => ((weights[index] ?? 0n) > part && odd-- > 0n ? part + 1n : part));
    },
  }),
  'takes more than there is': createSlowEngine({ clamp: (wanted) => wanted }),
  'works each step out on what there was before all of them': createSlowEngine({ base: ({ before }) => before }),
  'rounds a percentage down': createSlowEngine({ percent: (base, basisPoints) => (base * basisPoints) / 10_000n }),
  'rounds a percentage half to even': createSlowEngine({
    percent: (base, basisPoints) => {
      const product = base * basisPoints;
      const floor = product / 10_000n;
      const rest = product % 10_000n;
      return rest > 5000n || (rest === 5000n && floor % 2n === 1n) ? floor + 1n : floor;
    },
  }),
  'rounds a percentage in doubles': createSlowEngine({
    percent: (base, basisPoints) => BigInt(Math.round(Number(base) * (Number(basisPoints) / 10_000))),
  }),
  'lets points and levels reach every line': createSlowEngine({
    reaches: (kind, { line }) => kind === 'gift' || (kind === 'deliveryPromo') === (line === null),
  }),
  'lets a promo on goods reach the delivery': createSlowEngine({
    reaches: (kind, { line, noPoints }) =>
      kind === 'gift' || kind === 'promo' || (kind === 'deliveryPromo' ? line === null : line !== null && !noPoints),
  }),
  'lets a promo on delivery reach the goods': createSlowEngine({
    reaches: (kind, { line, noPoints }) =>
      kind === 'gift' || kind === 'deliveryPromo' || (line !== null && (kind === 'promo' || !noPoints)),
  }),
  'spends more points than allowed': createSlowEngine({ allowedPoints: (max) => max + 1n }),
  'rounds points up': createSlowEngine({ fittingPoints: (base, value) => (base + value - 1n) / value }),
  'counts points as kopecks': (cart, perks) => {
    const price = right(cart, perks);
    return { ...price, steps: price.steps.map((step) => (step.points ? { ...step, points: step.amount } : step)) };
  },
  'takes gift codes before discounts': createSlowEngine({
    order: ['gift', 'promo', 'level', 'points', 'deliveryPromo'],
  }),
  'takes points before promos': createSlowEngine({ order: ['points', 'promo', 'level', 'deliveryPromo', 'gift'] }),
  'counts what is left of a gift code as paid': createSlowEngine({
    tenderTotal: (gifts) => gifts.reduce((total, { amount, remainder }) => total + amount + remainder, 0),
  }),
  'never says what capped a step': createSlowEngine({ sayCap: () => undefined }),
  'refuses a gift code worth more than is due': (cart, perks) => {
    let { total: due } = right(cart, { ...perks, gifts: [] });
    const gifts = (perks.gifts ?? []).map((gift) => {
      if (gift.value > due) return { ...gift, value: 0 };
      due -= gift.value;
      return gift;
    });
    return right(cart, { ...perks, gifts });
  },
  'answers for the promos in another order': (cart, perks) => {
    const price = right(cart, perks);
    return { ...price, promos: price.promos.toReversed() };
  },
  'tells the provider of the goods before promos': (cart, perks) => {
    const { pointsBase } = right(cart, {});
    return { ...right(cart, perks), pointsBase };
  },
  'adds a line up twice': (cart, perks) => {
    const price: Price = right(cart, perks);
    return { ...price, goods: price.goods + (price.lines[0]?.total ?? 0) };
  },
} as const satisfies Record<string, Engine>;

function sum(numbers: readonly bigint[]): bigint {
  return numbers.reduce((total, number) => total + number, 0n);
}
