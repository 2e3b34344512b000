import type { Script } from '../scripts/script.ts';
import type { History } from './run-history.ts';

/** Writes a broken history for people: what was broken, what it took, and everything that happened. */
export function printHistory(script: Script, { violations, lines }: History): string {
  const { orders, actions, faults, writes } = script;
  const placed = new Set(actions.flatMap((action) => ('order' in action ? [action.order] : [])));
  const parts = [
    `Seed ${script.seed} breaks a rule:`,
    ...violations.map((rule) => `  ${rule}`),
    '',
    'The shortest history found that does so:',
    `  ${script.workers} process(es), remainders: ${script.remainder}, providers ${JSON.stringify(script.providers)}`,
    ...script.gifts.map((gift, index) => `  gift ${index}: ${gift.value}`),
    ...script.promos.map((promo, index) => `  promo ${index}: ${JSON.stringify(promo)}`),
    ...script.members.map((member, index) => `  member ${index}: ${JSON.stringify(member)}`),
    ...orders.flatMap((order, index) => (placed.has(index) ? [`  order-${index}: ${JSON.stringify(order)}`] : [])),
    ...actions.map(({ at, do: what, ...rest }) => `  at ${at}: ${what} ${JSON.stringify(rest)}`),
    ...faults.map(({ call, nth, kind }) => `  ${call} ${nth}: ${kind}`),
    ...writes.map(({ nth, kind, rest }) => `  write ${nth}: ${kind}, back after ${rest} ms`),
    '',
    'What happened, ms from the beginning:',
    ...lines.map((line) => `  ${line}`),
    '',
    `Again: pnpm simulate --seed ${script.seed}`,
  ];
  return parts.join('\n');
}
