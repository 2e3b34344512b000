import type { EffectRecord, OrderRecord } from '../../src/journal/journal.ts';
import type { World } from '../world/world.ts';
import type { Books } from './books.ts';

/** States in which an order keeps what paid for it, but for what was refunded. */
const PAID = new Set(['committed', 'refunding', 'refunded']);

/** Checks that no value was lost or made: what the provider did for the shop is what the journal says, order by order. */
export function checkGiftBooks(world: World, books: Books): void {
  const { gifts: provider, violate } = world;
  const { orders, effects } = books;
  const spending = effects.filter(({ kind }) => kind === 'activate');
  const issuing = effects.filter(({ kind }) => kind === 'issue');

  // No code twice, and no deed without its effect.
  const spent = new Map<string, string>();
  for (const { id, code } of provider.activations) {
    if (spent.has(code)) violate(`${code} was activated twice`);
    spent.set(code, id);
    const owner = spending.find(({ receipt_id }) => receipt_id === `activate:${id}`);
    if (!owner && !open(orders, spending)) violate(`nobody answers for the activation of ${code}`);
  }
  for (const effect of spending.filter(({ state }) => state === 'applied')) {
    const deed = provider.activations.find(({ id }) => effect.receipt_id === `activate:${id}`);
    if (!deed) violate(`${nameOf(effect)} claims an activation that nobody made`);
    else if (deed.amount !== effect.amount) violate(`${nameOf(effect)} claims an activation of another amount`);
  }
  const issued = [...provider.codes.values()].filter(({ reference }) => reference !== undefined);
  for (const { code, amount, reference } of issued) {
    const owner = issuing.find((effect) => effect.reference === reference);
    if (!owner) violate(`nobody answers for the new code ${code}`);
    else if (owner.amount !== amount) violate(`${nameOf(owner)} issued another amount`);
    else if (owner.state !== 'applied' && owner.state !== 'stuck')
      violate(`${nameOf(owner)} is ${owner.state} and was issued`);
  }
  for (const effect of issuing) {
    const own = issued.filter(({ reference }) => reference === effect.reference);
    if (own.length > 1) violate(`${nameOf(effect)} was issued ${own.length} times`);
    if (effect.state === 'applied' && own.length === 0) violate(`${nameOf(effect)} was never issued`);
  }

  for (const order of orders) checkOrder(world, books, order);
}

/** Value in is value out, by the provider's books. */
function checkOrder(world: World, { gifts, effects }: Books, { id, state }: OrderRecord): void {
  if (state === 'attention') return;
  const own = effects.filter((effect) => effect.order_id === id);
  const receipts = new Set(own.map(({ receipt_id }) => receipt_id));
  const references = new Set(own.map(({ reference }) => reference));
  const inward = sum(world.gifts.activations.filter((one) => receipts.has(`activate:${one.id}`)));
  const back = sum([...world.gifts.codes.values()].filter((one) => references.has(one.reference ?? '')));
  const codes = gifts.filter((gift) => gift.order_id === id);
  const paid = sum(codes);
  const forfeited = codes.reduce((total, gift) => total + gift.face_value - gift.amount, 0);

  const refunded = sum(
    own.filter(({ purpose, reference }) => purpose === 'refund' && world.gifts.issuedAs(reference) !== undefined),
  );
  if (refunded > paid) world.violate(`${id} was paid ${paid} by gift codes and gave ${refunded} back`);
  const keeps = PAID.has(state) ? paid - refunded + (world.script.remainder === 'forfeit' ? forfeited : 0) : 0;
  if (inward !== keeps + back) {
    world.violate(`${id} is ${state}: ${inward} went in, ${back} came back, and it keeps ${keeps}`);
  }
  if (state === 'refunded' && refunded !== paid)
    world.violate(`${id} is refunded, and ${refunded} of ${paid} came back`);
  if (['cancelled', 'expired'].includes(state) && inward > 0) world.violate(`${id} is ${state} and took ${inward}`);
}

/** Whether some deed may still be an order's that waits for a person. */
function open(orders: readonly OrderRecord[], effects: readonly EffectRecord[]): boolean {
  const waiting = new Set(orders.filter(({ state }) => state === 'attention').map(({ id }) => id));
  return effects.some((effect) => effect.state === 'stuck' && waiting.has(effect.order_id));
}

function nameOf({ order_id, kind, purpose, position }: EffectRecord): string {
  return `${order_id}'s ${purpose} ${kind} ${position}`;
}

function sum(deeds: readonly { amount: number }[]): number {
  return deeds.reduce((total, { amount }) => total + amount, 0);
}
