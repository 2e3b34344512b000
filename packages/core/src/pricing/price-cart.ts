import { PerksError } from '../errors/perks-error.ts';
import { allocate } from '../money/allocate.ts';

/** What the sum needs to know of a cart; sums in minor units of one currency. */
export interface PricedCart {
  lines: readonly { id: string; quantity: number; unitPrice: number }[];
  delivery?: { price: number } | undefined;
}

/** A gift code that may pay: `value` is its whole worth in minor units. */
export interface GiftTender {
  /** How the step is shown: the masked code. */
  label: string;
  value: number;
}

/** The part of a step that falls on one line; `line: null` is the delivery. */
export interface StepAllocation {
  line: string | null;
  amount: number;
}

/** One step of the sum. */
export interface PriceStep {
  kind: 'gift';
  label: string;
  base: number;
  amount: number;
  cappedBy?: 'amountDue';
  allocations: StepAllocation[];
}

/** What one gift code pays, and what is left of it. */
export interface PricedGift {
  amount: number;
  remainder: number;
}

/** The sum of a cart with its perks, in minor units. */
export interface Price {
  lines: { id: string; quantity: number; unitPrice: number; total: number }[];
  goods: number;
  delivery: number;
  steps: PriceStep[];
  discountTotal: number;
  tenderTotal: number;
  /** Goods and delivery after discounts. */
  total: number;
  amountDue: number;
  /** One for each gift code given, in the same order. */
  gifts: PricedGift[];
}

/**
 * Works out a cart with its perks. Pure, and exact: integers in minor units only, every step clamped to what is left, and
 * the allocations of a step add up to its amount. Gift codes are tender: they come last, on goods and delivery, in the
 * order given.
 *
 * @param cart Lines and delivery
 * @param gifts Gift codes that may pay, in the order typed
 * @throws {PerksError} `MONEY_INVALID` for a negative or fractional number, or a sum past what integers hold exactly
 */
export function priceCart(cart: PricedCart, gifts: readonly GiftTender[]): Price {
  const lines = cart.lines.map(({ id, quantity, unitPrice }) => ({
    id,
    quantity,
    unitPrice,
    total: natural(natural(quantity) * natural(unitPrice)),
  }));
  const goods = natural(lines.reduce((sum, line) => sum + line.total, 0));
  const delivery = natural(cart.delivery?.price ?? 0);
  const total = natural(goods + delivery);

  // What each line, and last the delivery, has still to be paid.
  const open = [...lines.map((line) => line.total), delivery];
  const steps: PriceStep[] = [];
  const priced: PricedGift[] = [];
  let due = total;

  for (const gift of gifts) {
    const value = natural(gift.value);
    const amount = Math.min(value, due);
    priced.push({ amount, remainder: value - amount });
    if (amount === 0) continue;

    const parts = allocate(amount, open);
    const allocations: StepAllocation[] = [];
    parts.forEach((part, index) => {
      open[index] = (open[index] ?? 0) - part;
      if (part > 0) allocations.push({ line: lines[index]?.id ?? null, amount: part });
    });
    steps.push({
      kind: 'gift',
      label: gift.label,
      base: due,
      amount,
      ...(value > due ? { cappedBy: 'amountDue' as const } : {}),
      allocations,
    });
    due -= amount;
  }

  return {
    lines,
    goods,
    delivery,
    steps,
    discountTotal: 0,
    tenderTotal: total - due,
    total,
    amountDue: due,
    gifts: priced,
  };
}

function natural(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new PerksError('MONEY_INVALID');
  return value;
}
