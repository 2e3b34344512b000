import type { Script, ScriptedOrder } from './script.ts';

/** Tells whether a shorter script still breaks the same rule. */
export type StillBroken = (script: Script) => Promise<boolean>;

/**
 * Leaves out of a script whatever is not needed for it to break its rule: one thing after another, again and again, until
 * nothing more can go or the tries are used up.
 */
export async function shrinkScript(script: Script, stillBroken: StillBroken, tries = 600): Promise<Script> {
  let best = script;
  let left = tries;
  for (let shorter = true; shorter && left > 0; ) {
    shorter = false;
    for (const candidate of candidates(best)) {
      if (left <= 0) break;
      left -= 1;
      if (!(await stillBroken(candidate))) continue;
      best = candidate;
      shorter = true;
      // What is left of the list was made from the longer script.
      break;
    }
  }
  return best;
}

/** The big cuts first. */
function* candidates(script: Script): Generator<Script> {
  for (let order = 0; order < script.orders.length; order += 1) {
    const actions = script.actions.filter((action) => !('order' in action) || action.order !== order);
    if (actions.length < script.actions.length) yield { ...script, actions };
  }
  for (let index = 0; index < script.faults.length; index += 1) {
    yield { ...script, faults: without(script.faults, index) };
  }
  for (let index = 0; index < script.writes.length; index += 1) {
    yield { ...script, writes: without(script.writes, index) };
  }
  for (let index = 0; index < script.actions.length; index += 1) {
    yield { ...script, actions: without(script.actions, index) };
  }
  if (script.workers > 1) {
    const actions = script.actions.map((action) => ('worker' in action ? { ...action, worker: 0 } : action));
    yield { ...script, workers: 1, actions };
  }
  for (let index = 0; index < script.orders.length; index += 1) {
    if (!script.actions.some((action) => 'order' in action && action.order === index)) continue;
    for (const order of simpler(script.orders[index])) {
      yield { ...script, orders: script.orders.map((one, place) => (place === index ? order : one)) };
    }
  }
  const plain = {
    namesShown: true,
    listLag: 0,
    codesLag: 0,
    countLag: 0,
    autoRelease: 'sameMember',
    longestHold: 30,
  } as const;
  for (const name of Object.keys(plain) as (keyof typeof plain)[]) {
    if (script.providers[name] !== plain[name]) {
      yield { ...script, providers: { ...script.providers, [name]: plain[name] } };
    }
  }
}

function* simpler(order: ScriptedOrder | undefined): Generator<ScriptedOrder> {
  if (!order) return;
  for (let index = 0; index < order.gifts.length; index += 1) yield { ...order, gifts: without(order.gifts, index) };
  for (let index = 0; index < order.promos.length; index += 1) yield { ...order, promos: without(order.promos, index) };
  if (order.member) {
    const { member: _, ...rest } = order;
    yield rest;
  }
  if (order.lines.length > 1) yield { ...order, lines: order.lines.slice(0, 1) };
  if (order.delivery > 0) yield { ...order, delivery: 0 };
  if (order.byToken) yield { ...order, byToken: false };
}

function without<Item>(items: readonly Item[], index: number): Item[] {
  return items.filter((_, place) => place !== index);
}
