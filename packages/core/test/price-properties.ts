import { expect } from 'vitest';
import type { Price, PricedCart, PricedPerks, PriceStep } from '../src/pricing.ts';
import { createSlowEngine, type Engine } from './slow-engine.ts';
import type { WRONG_ENGINES } from './wrong-engines.ts';

/** What holds for the price of any cart with any perks. */
export interface PriceProperty {
  name: string;
  /** Engines that break it, to show that it would notice. */
  brokenBy: (keyof typeof WRONG_ENGINES)[];
  check(price: Price, cart: PricedCart, perks: PricedPerks, engine: Engine): void;
}

const slowly = createSlowEngine();
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const amounts = (parts: readonly { amount: number }[]) => sum(parts.map(({ amount }) => amount));
const ORDER = ['promo', 'level', 'points', 'deliveryPromo', 'gift'];

export const PRICE_PROPERTIES: PriceProperty[] = [
  {
    name: 'puts the whole of each step on lines and delivery, and nothing on those that bear none of it',
    brokenBy: ['loses the odd kopecks of a split'],
    check({ steps }) {
      for (const { amount, allocations } of steps) {
        expect(amounts(allocations)).toBe(amount);
        expect(allocations.every((part) => part.amount > 0)).toBe(true);
      }
    },
  },
  {
    name: 'leaves nothing below zero: no line, no delivery, no sum',
    brokenBy: ['splits evenly among lines', 'takes more than there is', 'rounds points up'],
    check(price) {
      eachStep(price, (_, left) => {
        for (const amount of left.values()) expect(amount).toBeGreaterThanOrEqual(0);
      });
      for (const part of [price, ...price.gifts]) {
        for (const value of Object.values(part)) if (typeof value === 'number') expect(value).toBeGreaterThanOrEqual(0);
      }
    },
  },
  {
    name: 'loses no kopeck between lines and sums',
    brokenBy: [
      'counts what is left of a gift code as paid',
      'adds a line up twice',
      'loses the odd kopecks of a split',
    ],
    check(price, cart) {
      const { lines, goods, delivery, steps, discountTotal, tenderTotal, total, amountDue } = price;
      expect(goods).toBe(sum(cart.lines.map(({ quantity, unitPrice }) => quantity * unitPrice)));
      expect(goods).toBe(sum(lines.map((line) => line.total)));
      expect(delivery).toBe(cart.delivery?.price ?? 0);
      expect(discountTotal).toBe(amounts(steps.filter(({ kind }) => kind !== 'gift')));
      expect(tenderTotal).toBe(amounts(steps.filter(({ kind }) => kind === 'gift')));
      expect(total).toBe(goods + delivery - discountTotal);
      expect(amountDue).toBe(total - tenderTotal);
      let last = openAtFirst(price);
      eachStep(price, (_, left) => {
        last = left;
      });
      expect(amountDue).toBe(sum([...last.values()]));
    },
  },
  {
    name: 'works each step out on what its definition says',
    brokenBy: [
      'works each step out on what there was before all of them',
      'lets points and levels reach every line',
      'lets a promo on goods reach the delivery',
      'lets a promo on delivery reach the goods',
    ],
    check(price, cart) {
      let before = openAtFirst(price);
      eachStep(price, (step, left) => {
        expect(step.base).toBe(baseOf(step.kind, before, cart));
        before = left;
      });
    },
  },
  {
    name: 'takes steps in the order of the pipeline',
    brokenBy: ['takes gift codes before discounts', 'takes points before promos'],
    check({ steps }) {
      const places = steps.map(({ kind }) => ORDER.indexOf(kind));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    },
  },
  {
    name: 'rounds a percentage once, half up, on the whole',
    brokenBy: ['rounds a percentage down', 'rounds a percentage half to even', 'rounds a percentage in doubles'],
    check({ steps }) {
      for (const { base, rate, rounding, amount } of steps) {
        expect(rounding).toBe(rate === undefined ? undefined : 'halfUp');
        if (rate === undefined) continue;
        // Twice the distance from the exact percentage, in ten-thousandths: at most a half, and a half only upwards.
        const off = 2n * (10_000n * BigInt(amount) - BigInt(base) * BigInt(Math.min(rate, 10_000)));
        expect(off).toBeGreaterThan(-10_000n);
        expect(off).toBeLessThanOrEqual(10_000n);
      }
    },
  },
  {
    name: 'gives each line its share, to less than a kopeck, and to no line more than to a dearer one',
    brokenBy: [
      'gives the last line what is left over',
      'gives the odd kopecks to the first lines',
      'splits evenly among lines',
    ],
    check(price) {
      let before = openAtFirst(price);
      eachStep(price, ({ base, amount, allocations }, left) => {
        const parts = allocations.map((part) => ({
          part: BigInt(part.amount),
          was: BigInt(before.get(part.line) ?? 0),
        }));
        for (const { part, was } of parts) {
          const off = part * BigInt(base) - was * BigInt(amount);
          expect(off).toBeGreaterThan(-BigInt(base));
          expect(off).toBeLessThan(BigInt(base));
        }
        const byPrice = parts.toSorted((a, b) => Number(a.was - b.was) || Number(a.part - b.part));
        expect(byPrice).toEqual(byPrice.toSorted((a, b) => Number(a.part - b.part) || Number(a.was - b.was)));
        before = left;
      });
    },
  },
  {
    name: 'spends whole points, no more than asked for and no more than allowed',
    brokenBy: ['spends more points than allowed', 'counts points as kopecks'],
    check({ steps, points }, _, perks) {
      const step = steps.find(({ kind }) => kind === 'points');
      expect(points?.spend).toBe(perks.points && (step?.points ?? 0));
      expect(points?.amount).toBe(perks.points && (step?.amount ?? 0));
      if (!perks.points || !points) return;
      const { spend, max, pointValue } = perks.points;
      expect(points.amount).toBe(points.spend * pointValue);
      expect(points.spend).toBeLessThanOrEqual(max);
      if (spend !== 'max') expect(points.spend).toBeLessThanOrEqual(spend);
    },
  },
  {
    name: 'puts no points and no level on a line that takes none, nor on the delivery',
    brokenBy: ['lets points and levels reach every line'],
    check({ steps }, cart) {
      const closed = new Set<string | null>([null, ...cart.lines.filter((line) => line.noPoints).map(({ id }) => id)]);
      for (const { allocations } of steps.filter(({ kind }) => kind === 'points' || kind === 'level')) {
        expect(allocations.filter(({ line }) => closed.has(line))).toEqual([]);
      }
    },
  },
  {
    name: 'keeps promos on goods off the delivery, and promos on delivery off the goods',
    brokenBy: ['lets a promo on goods reach the delivery', 'lets a promo on delivery reach the goods'],
    check({ steps }) {
      for (const { kind, allocations } of steps) {
        if (kind === 'promo') expect(allocations.some(({ line }) => line === null)).toBe(false);
        if (kind === 'deliveryPromo') expect(allocations.every(({ line }) => line === null)).toBe(true);
      }
    },
  },
  {
    name: 'tells what loyalty can act on: goods after promos, on lines that take points',
    brokenBy: ['tells the provider of the goods before promos', 'takes points before promos'],
    check(price, cart) {
      let afterPromos = openAtFirst(price);
      eachStep(price, ({ kind }, left) => {
        if (kind === 'promo') afterPromos = left;
      });
      expect(price.pointsBase).toBe(baseOf('points', afterPromos, cart));
    },
  },
  {
    name: 'says what capped a step, when it could have taken more',
    brokenBy: ['never says what capped a step'],
    check({ steps }, _, perks) {
      for (const { kind, label, base, amount, cappedBy } of steps) {
        const wanted = wantedBy(kind, label, perks);
        if (wanted <= amount) expect(cappedBy).toBeUndefined();
        else if (kind === 'points') expect(['maxSpend', 'goods']).toContain(cappedBy);
        else {
          expect(amount).toBe(base);
          expect(cappedBy).toBe(kind === 'gift' ? 'amountDue' : kind === 'deliveryPromo' ? 'delivery' : 'goods');
        }
      }
    },
  },
  {
    name: 'accounts for the whole of each gift code, and leaves a remainder only when nothing is due',
    brokenBy: ['refuses a gift code worth more than is due'],
    check({ gifts, amountDue }, _, perks) {
      expect(gifts.map(({ amount, remainder }) => amount + remainder)).toEqual(perks.gifts?.map(({ value }) => value));
      if (gifts.some(({ remainder }) => remainder > 0)) expect(amountDue).toBe(0);
    },
  },
  {
    name: 'asks for the same however the gift codes are ordered',
    brokenBy: ['refuses a gift code worth more than is due'],
    check({ amountDue }, cart, perks, engine) {
      const turned = { ...perks, gifts: perks.gifts?.toReversed() };
      expect(engine(cart, turned).amountDue).toBe(amountDue);
    },
  },
  {
    name: 'answers for each promo given',
    brokenBy: ['answers for the promos in another order'],
    check({ promos, steps }, _, perks) {
      expect(promos.map(({ amount }) => amount)).toEqual(
        perks.promos?.map(({ label }) => steps.find((step) => step.label === label)?.amount ?? 0),
      );
    },
  },
  {
    name: 'comes to what plain whole numbers of any size come to',
    brokenBy: ['rounds a percentage in doubles', 'gives the odd kopecks to the first lines'],
    check(price, cart, perks) {
      expect(price).toEqual(slowly(cart, perks));
    },
  },
];

type Open = Map<string | null, number>;

function openAtFirst({ lines, delivery }: Price): Open {
  return new Map([...lines.map(({ id, total }) => [id, total] as const), [null, delivery]]);
}

/** Walks through the steps with what each leaves of every line and of the delivery. */
function eachStep(price: Price, visit: (step: PriceStep, left: Open) => void): void {
  let left = openAtFirst(price);
  for (const step of price.steps) {
    left = new Map(left);
    for (const { line, amount } of step.allocations) left.set(line, (left.get(line) ?? 0) - amount);
    visit(step, left);
  }
}

function baseOf(kind: PriceStep['kind'], open: Open, cart: PricedCart): number {
  if (kind === 'deliveryPromo') return open.get(null) ?? 0;
  const lines = cart.lines.filter(({ noPoints }) => kind === 'promo' || kind === 'gift' || !noPoints);
  const goods = sum(lines.map(({ id }) => open.get(id) ?? 0));
  return kind === 'gift' ? goods + (open.get(null) ?? 0) : goods;
}

/** What a step would take if there were no end of it: of a percentage, only whether it is more than the whole. */
function wantedBy(kind: PriceStep['kind'], label: string, { promos, level, points, gifts }: PricedPerks): number {
  if (kind === 'gift') return gifts?.find((gift) => gift.label === label)?.value ?? 0;
  if (kind === 'points')
    return points?.spend === 'max' ? Number.POSITIVE_INFINITY : (points?.spend ?? 0) * (points?.pointValue ?? 0);
  const discount = promos?.find((promo) => promo.label === label)?.discount;
  if (discount?.kind === 'fixed') return discount.amount;
  const { basisPoints = 0 } = discount ?? level ?? {};
  return basisPoints > 10_000 ? Number.POSITIVE_INFINITY : 0;
}
