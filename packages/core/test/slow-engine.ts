import type { DiscountTerms, Price, PricedCart, PricedPerks, PriceStep, StepCap } from '../src/pricing.ts';

/** Works out a cart with its perks, as `priceCart` does. */
export type Engine = (cart: PricedCart, perks: PricedPerks) => Price;

/** What a step may fall on. */
interface Target {
  line: string | null;
  noPoints: boolean;
  before: bigint;
  left: bigint;
}

/** The decisions of the sum: each of them is a place for a mistake. */
export interface Craft {
  /** The kinds of steps in the order in which they are taken. */
  order: readonly PriceStep['kind'][];
  /** Whether a step of that kind may fall there. */
  reaches(kind: PriceStep['kind'], target: Target): boolean;
  /** What of a target a step is worked out on. */
  base(target: Target): bigint;
  /** A percentage, rounded. */
  percent(base: bigint, basisPoints: bigint): bigint;
  /** What is taken where so much is wanted and so much is there. */
  clamp(wanted: bigint, there: bigint): bigint;
  /** The parts of an amount by weight. */
  spread(amount: bigint, weights: readonly bigint[]): bigint[];
  /** What keeps the points asked for within bounds. */
  allowedPoints(max: bigint): bigint;
  /** How many points fit into a base. */
  fittingPoints(base: bigint, pointValue: bigint): bigint;
  /** What is said to have kept a step from taking more. */
  sayCap(cap: StepCap): StepCap | undefined;
  /** What the gift codes are said to have paid together. */
  tenderTotal(gifts: readonly { amount: number; remainder: number }[]): number;
}

/** The sum in the plainest words: whole numbers of any size, and no care for speed. */
const GOOD_CRAFT: Craft = {
  order: ['promo', 'level', 'points', 'deliveryPromo', 'gift'],
  reaches: (kind, { line, noPoints }) => {
    if (kind === 'gift') return true;
    if (kind === 'deliveryPromo') return line === null;
    return line !== null && (kind === 'promo' || !noPoints);
  },
  base: ({ left }) => left,
  percent: (base, basisPoints) => (base * basisPoints * 2n + 10_000n) / 20_000n,
  clamp: (wanted, there) => (wanted - there > 0n ? there : wanted),
  spread: (amount, weights) => {
    const whole = total(weights);
    const shares = weights.map((weight, index) => ({
      index,
      weight,
      part: (amount * weight) / whole,
      rest: (amount * weight) % whole,
    }));
    const odd = Number(amount - total(shares.map(({ part }) => part)));
    const neediest = shares.toSorted(
      (a, b) => Number(b.rest - a.rest) || Number(b.weight - a.weight) || a.index - b.index,
    );
    for (const share of neediest.slice(0, odd)) share.part += 1n;
    return shares.map(({ part }) => part);
  },
  allowedPoints: (max) => max,
  fittingPoints: (base, pointValue) => base / pointValue,
  sayCap: (cap) => cap,
  tenderTotal: (gifts) => gifts.reduce((sum, { amount }) => sum + amount, 0),
};

/** What a perk would do with a base. */
type Wish = (base: bigint) => { amount: bigint; cappedBy?: StepCap | undefined; more?: Partial<PriceStep> };

/** Makes an engine; without mistakes, one to hold `priceCart` against. */
export function createSlowEngine(mistakes: Partial<Craft> = {}): Engine {
  const craft: Craft = { ...GOOD_CRAFT, ...mistakes };

  function discount(terms: DiscountTerms, cap: StepCap): Wish {
    if (terms.kind === 'fixed') return fixed(terms.amount, cap);
    return (base) => ({
      amount: craft.clamp(craft.percent(base, BigInt(terms.basisPoints)), base),
      cappedBy: terms.basisPoints > 10_000 ? cap : undefined,
      more: { rate: terms.basisPoints, rounding: 'halfUp' },
    });
  }

  function fixed(value: number, cap: StepCap): Wish {
    return (base) => ({ amount: craft.clamp(BigInt(value), base), cappedBy: BigInt(value) > base ? cap : undefined });
  }

  return (cart, { promos = [], level, points, gifts = [] }) => {
    const targets: Target[] = cart.lines.map(({ id, quantity, unitPrice, noPoints = false }) => {
      const price = BigInt(quantity) * BigInt(unitPrice);
      return { line: id, noPoints, before: price, left: price };
    });
    const delivery = BigInt(cart.delivery?.price ?? 0);
    targets.push({ line: null, noPoints: true, before: delivery, left: delivery });
    const steps: PriceStep[] = [];
    let pointsBase = 0n;

    function take(kind: PriceStep['kind'], label: string, wish: Wish): number {
      const reached = targets.filter((target) => craft.reaches(kind, target));
      const base = total(reached.map(craft.base));
      const { amount, cappedBy, more } = wish(base);
      if (amount <= 0n || total(reached.map(({ left }) => left)) === 0n) return 0;
      const step: PriceStep = { kind, label, base: Number(base), amount: Number(amount), allocations: [], ...more };
      const parts = craft.spread(
        amount,
        reached.map(({ left }) => left),
      );
      for (const [index, target] of reached.entries()) {
        const part = parts[index] ?? 0n;
        target.left -= part;
        if (part !== 0n) step.allocations.push({ line: target.line, amount: Number(part) });
      }
      const said = cappedBy && craft.sayCap(cappedBy);
      if (said) step.cappedBy = said;
      steps.push(step);
      return step.amount;
    }

    const price: Price = { ...emptyPrice(cart), promos: promos.map(() => ({ amount: 0 })) };
    const takePromos = (kind: 'promo' | 'deliveryPromo') => {
      for (const [index, { label, target, discount: terms }] of promos.entries()) {
        if ((kind === 'promo') !== (target === 'goods')) continue;
        price.promos[index] = { amount: take(kind, label, discount(terms, target)) };
      }
    };
    const work = {
      promo: () => {
        takePromos('promo');
        pointsBase = total(targets.filter(({ noPoints }) => !noPoints).map(({ left }) => left));
      },
      level: () => {
        if (!level) return;
        take('level', level.label, discount({ kind: 'percent', basisPoints: level.basisPoints }, 'goods'));
      },
      points: () => {
        if (!points) return;
        const { label, spend, max, pointValue } = points;
        let spent = 0n;
        const amount = take('points', label, (base) => {
          const fitting = craft.fittingPoints(base, BigInt(pointValue));
          const allowed = craft.allowedPoints(BigInt(max));
          const asked = spend === 'max' ? undefined : BigInt(spend);
          const within = asked !== undefined && asked < allowed ? asked : allowed;
          spent = craft.clamp(within, fitting);
          const isCut = asked === undefined || spent < asked;
          return {
            amount: spent * BigInt(pointValue),
            cappedBy: isCut ? (spent === allowed ? 'maxSpend' : 'goods') : undefined,
            more: { points: Number(spent) },
          };
        });
        price.points = { spend: amount === 0 ? 0 : Number(spent), amount };
      },
      deliveryPromo: () => takePromos('deliveryPromo'),
      gift: () => {
        for (const { label, value } of gifts) {
          const amount = take('gift', label, fixed(value, 'amountDue'));
          price.gifts.push({ amount, remainder: value - amount });
        }
      },
    };
    for (const kind of craft.order) work[kind]();

    price.steps = steps;
    price.pointsBase = Number(pointsBase);
    price.discountTotal = steps.filter(({ kind }) => kind !== 'gift').reduce((sum, { amount }) => sum + amount, 0);
    price.tenderTotal = craft.tenderTotal(price.gifts);
    price.total = price.goods + price.delivery - price.discountTotal;
    price.amountDue = price.total - price.tenderTotal;
    return price;
  };
}

function emptyPrice(cart: PricedCart): Price {
  const lines = cart.lines.map(({ id, quantity, unitPrice }) => ({
    id,
    quantity,
    unitPrice,
    total: quantity * unitPrice,
  }));
  const goods = lines.reduce((sum, line) => sum + line.total, 0);
  return {
    lines,
    goods,
    delivery: cart.delivery?.price ?? 0,
    steps: [],
    discountTotal: 0,
    tenderTotal: 0,
    total: 0,
    amountDue: 0,
    promos: [],
    pointsBase: 0,
    gifts: [],
  };
}

function total(numbers: readonly bigint[]): bigint {
  return numbers.reduce((sum, number) => sum + number, 0n);
}
