import type { Quote, QuoteStep } from '../contract/v1/quote.ts';
import type { UcpAppliedDiscount, UcpDiscounts } from './ucp-quote.ts';

/** The protocol's own name for the price of the delivery as the target of an allocation. */
const DELIVERY = '$.totals.shipping';

/** Tells discounts from gift codes, which are a means of payment: every step before the first gift code is a discount. */
export function isDiscount({ kind }: QuoteStep): boolean {
  return kind !== 'gift';
}

/** Promo codes as they were read, and every discount of the quote in the order in which it was taken. */
export function discountsInUcp({ codes, steps, lines, provisional }: Quote): UcpDiscounts {
  const places = new Map(lines.map(({ id }, index) => [id, `$.line_items[${index}]`]));
  const promos = new Set(codes.filter(({ status }) => status === 'applied').map(({ code }) => code));
  return {
    codes: codes.filter(({ kind }) => kind !== 'gift').map(({ code }) => code),
    applied: steps.filter(isDiscount).map((step, index): UcpAppliedDiscount => {
      const isOfPromo = (step.kind === 'promo' || step.kind === 'deliveryPromo') && promos.has(step.label);
      return {
        ...(isOfPromo ? { code: step.label } : {}),
        title: step.label,
        amount: step.amount,
        ...(isOfPromo ? {} : { automatic: true }),
        method: step.kind === 'deliveryPromo' ? 'each' : 'across',
        priority: index + 1,
        ...(provisional ? { provisional } : {}),
        allocations: step.allocations.map(({ line, amount }) => ({
          path: line === null ? DELIVERY : (places.get(line) ?? '$'),
          amount,
        })),
      };
    }),
  };
}
