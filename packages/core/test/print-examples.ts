import { formatDecimal } from '../src/money.ts';
import type { DiscountTerms, PriceStep } from '../src/pricing.ts';
import type { ExampleGroup, WorkedExample } from './worked-examples.ts';

/** Prints worked examples as tables of Markdown, one for each group. */
export function printExamples(groups: readonly ExampleGroup[]): string {
  return groups
    .map(({ title, examples }) =>
      [
        `### ${title}\n`,
        '| example | cart | perks | steps | total | due |',
        '| --- | --- | --- | --- | ---: | ---: |',
        ...examples.map((example) => `| ${cellsOf(example).join(' | ')} |`),
      ].join('\n'),
    )
    .join('\n\n');
}

function cellsOf(example: WorkedExample): string[] {
  const { name, why, expect } = example;
  return [
    `**${name}.** ${why}`,
    cartOf(example),
    perksOf(example).join('<br>') || 'none',
    [...expect.steps.map(stepOf), ...rejectionsOf(example)].join('<br>') || 'none',
    money(expect.total),
    money(expect.amountDue),
  ];
}

function cartOf({ cart: { lines, delivery } }: WorkedExample): string {
  const goods = lines.map(
    ({ id, quantity, unitPrice, noPoints }) =>
      `${id} ${quantity} × ${money(unitPrice)}${noPoints ? ' (no points)' : ''}`,
  );
  return [...goods, ...(delivery ? [`delivery ${money(delivery.price)}`] : [])].join('<br>');
}

function perksOf({ perks: { promos = [], stacking, level, points, gifts = [] } }: WorkedExample): string[] {
  const said = promos.map(({ label, target, discount }) => `\`${label}\` ${discountOf(discount)} off ${target}`);
  if (stacking) said.push(`stacking: ${stacking.goodsPromos} on goods, ${stacking.deliveryPromos} on delivery`);
  if (level) said.push(`level ${level.label} ${percent(level.basisPoints)}`);
  if (points) said.push(`points: ${points.spend} of at most ${points.max}, ${money(points.pointValue)} each`);
  return [...said, ...gifts.map(({ label, value }) => `\`${label}\` ${money(value)}`)];
}

function stepOf({ kind, label, base, rate, points, amount, cappedBy, allocations }: PriceStep): string {
  const how = [rate === undefined ? '' : `${percent(rate)} of `, points === undefined ? '' : `${points} points on `];
  const parts = allocations.map((part) => `${part.line ?? 'delivery'} ${money(part.amount)}`).join(', ');
  const capped = cappedBy ? `, capped by ${cappedBy}` : '';
  return `${kind} \`${label}\`: ${how.join('')}${money(base)} → **−${money(amount)}**${capped} (${parts})`;
}

function rejectionsOf({ perks, expect: { rejected = [] } }: WorkedExample): string[] {
  return rejected.map(({ index, reason, kept }) => {
    const better = kept === undefined ? '' : `, \`${perks.promos?.[kept]?.label}\` stays`;
    return `\`${perks.promos?.[index]?.label}\` not applied: ${reason.replace('discount_code_', '')}${better}`;
  });
}

function discountOf(discount: DiscountTerms): string {
  return discount.kind === 'percent' ? percent(discount.basisPoints) : money(discount.amount);
}

function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}

function money(amount: number): string {
  return formatDecimal(amount, 'RUB');
}
