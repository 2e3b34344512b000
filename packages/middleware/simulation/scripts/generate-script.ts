import type {
  CallName,
  FaultKind,
  Script,
  ScriptedAction,
  ScriptedFault,
  ScriptedMember,
  ScriptedOrder,
  ScriptedPromo,
  ScriptedWrite,
} from './script.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

const READS = [
  'check',
  'balance',
  'markActivations',
  'activations',
  'markIssues',
  'issues',
  'list',
  'promo',
  'identify',
  'calculate',
] as const;
const WRITES = ['activate', 'issue', 'hold', 'release', 'operate'] as const;
const LOSSES = ['lostRequest', 'lostAnswer', 'hangs', 'late', 'failsBefore', 'failsAfter', 'rubbish'] as const;
const PLAIN = ['unreachable', 'rateLimited', 'slow', 'refused'] as const;

/** Values from which few are drawn, so that deeds of one amount meet. */
const VALUES = [50_000, 20_000, 20_000, 10_000] as const;

/** Makes up a history from a seed. */
export function generateScript(seed: number): Script {
  const random = seededRandom(seed);
  const workers = random.pick([1, 1, 2, 2, 3]);
  const gifts = Array.from({ length: random.whole(0, 4) }, () => ({ value: random.pick(VALUES) }));
  const promos = Array.from({ length: random.pick([0, 1, 1, 2]) }, () => promo(random));
  const members = Array.from({ length: random.whole(0, 2) }, () => member(random));
  const makings = { gifts: gifts.length, promos: promos.length, members: members.length };
  // In a rush all come at the same moment, and now and then for the same perks.
  const rush = random.chance(0.35);
  const count = rush ? random.whole(2, 4) : random.pick([1, 1, 2, 2, 3, 4]);
  const placed = Array.from({ length: count }, (_, index) => order(random, index, makings));
  const same = random.pick(['promos', 'promos', 'gifts', 'nothing'] as const);
  const orders = rush ? placed.map((one) => alike(one, placed[0] ?? one, same)) : placed;
  const busy = random.pick(['calm', 'one', 'some', 'some', 'storm']);

  return {
    seed,
    workers,
    remainder: random.chance(0.9) ? 'reissue' : 'forfeit',
    providers: {
      namesShown: random.chance(0.5),
      listLag: random.chance(0.6) ? 0 : random.whole(1, 20_000),
      codesLag: random.chance(0.6) ? 0 : random.whole(1, 5000),
      countLag: random.chance(0.5) ? 0 : random.whole(1000, 600_000),
      autoRelease: random.chance(0.7) ? 'sameMember' : 'anyMember',
      longestHold: random.pick([30, 30, 30, 10, 1]),
    },
    gifts,
    promos,
    members,
    orders,
    actions: actions(random, { workers, orders, rush, sale: rush && same === 'promos', makings }).sort(
      (one, other) => one.at - other.at,
    ),
    faults: faults(random, busy),
    writes: writes(random, busy),
  };
}

interface Makings {
  gifts: number;
  promos: number;
  members: number;
}

function promo(random: SeededRandom): ScriptedPromo {
  return {
    target: random.chance(0.8) ? 'goods' : 'delivery',
    discount: random.chance(0.5)
      ? { kind: 'percent', basisPoints: random.pick([500, 1000, 1050, 3333]) }
      : { kind: 'fixed', amount: random.whole(1, 20_000) },
    ...(random.chance(0.7) ? { limit: random.pick([1, 1, 2, 3]) } : {}),
    oncePerPerson: random.chance(0.4),
  };
}

function member(random: SeededRandom): ScriptedMember {
  return {
    balance: random.pick([0, 0.5, 1, 40, 250.75, 1000, 5000]),
    kind: random.chance(0.85) ? 'cashback' : 'discount',
    basisPoints: random.pick([100, 500, 1050]),
    maxSpendBasisPoints: random.pick([3000, 5000, 10_000]),
  };
}

function order(random: SeededRandom, index: number, { gifts, promos, members }: Makings): ScriptedOrder {
  const some = (length: number, chance: number) =>
    Array.from({ length }, (_, item) => item).filter(() => random.chance(chance));
  const wanted = members > 0 && random.chance(0.7);
  return {
    lines: Array.from({ length: random.whole(1, 3) }, (_, line) => ({
      quantity: random.whole(1, 3),
      // The last kopecks tell the orders apart in the books of points.
      unitPrice: random.whole(1, 300) * 100 + (line === 0 ? index : 0),
      noPoints: random.chance(0.1),
    })),
    delivery: random.chance(0.4) ? random.pick([10_000, 30_000]) : 0,
    gifts: some(gifts, 0.5),
    promos: some(promos, 0.6),
    ...(wanted
      ? {
          member: {
            index: random.whole(0, members - 1),
            confirmed: random.chance(0.8),
            spend: random.pick(['max', 'max', 0, random.whole(1, 300)] as const),
          },
        }
      : {}),
    ...(random.chance(0.8) ? { customer: random.whole(0, 1) } : {}),
    byToken: random.chance(0.5),
  };
}

/** Somebody's order for what another wants too. */
function alike(
  order: ScriptedOrder,
  { gifts, promos, customer }: ScriptedOrder,
  same: 'promos' | 'gifts' | 'nothing',
): ScriptedOrder {
  if (same === 'nothing') return order;
  if (same === 'gifts') return { ...order, gifts };
  // Gift codes of one order would keep another from being paid.
  return {
    ...order,
    promos: promos.length > 0 ? promos : order.promos,
    gifts: [],
    ...(customer === undefined ? {} : { customer }),
  };
}

interface Comers {
  workers: number;
  orders: readonly ScriptedOrder[];
  rush: boolean;
  /** A rush in which everybody buys and nobody thinks better of it. */
  sale: boolean;
  makings: Makings;
}

function actions(random: SeededRandom, { workers, orders, rush, sale, makings }: Comers): ScriptedAction[] {
  const made: ScriptedAction[] = [];
  const anybody = () => random.whole(0, workers - 1);
  const act = (at: number, what: Extract<ScriptedAction, { order: number }>['do'], order: number) => {
    made.push({ at, do: what, worker: anybody(), order });
    while (random.chance(0.15)) made.push({ at: at + random.whole(0, 8000), do: what, worker: anybody(), order });
  };
  orders.forEach((_, order) => {
    const begun = rush ? 100 + random.whole(0, 40) : random.whole(0, 6000);
    act(begun, 'reserve', order);
    // Some shoppers are slow, and some come after their reservation has run out.
    const paid = begun + (random.chance(0.85) ? random.whole(0, 5000) : random.whole(60_000, 2_400_000));
    if (sale || random.chance(0.88)) act(paid, 'commit', order);
    if (sale) return;
    if (random.chance(0.2)) act(begun + random.whole(0, 9000), 'cancel', order);
    if (random.chance(0.3)) act(paid + random.whole(0, 30_000), 'refund', order);
    if (random.chance(0.2)) act(paid + random.whole(0, 30_000), 'refundLine', order);
    if (random.chance(0.2)) act(paid + random.whole(0, 60_000), 'answer', order);
    if (random.chance(0.2)) act(begun + random.whole(0, 20_000), 'get', order);
  });
  for (let round = random.whole(0, 4); round > 0; round -= 1) {
    made.push({ at: random.whole(0, 90_000), do: 'recover', worker: anybody() });
  }
  return [...made, ...disturbances(random, workers, makings)];
}

function disturbances(random: SeededRandom, workers: number, { gifts, promos, members }: Makings): ScriptedAction[] {
  const made: ScriptedAction[] = [];
  const at = () => random.whole(0, 15_000);
  if (random.chance(0.2)) {
    made.push({ at: at(), do: 'setClock', worker: random.whole(0, workers - 1), ms: random.whole(-1500, 1500) });
  }
  if (random.chance(0.1)) made.push({ at: at(), do: 'setClock', worker: -1, ms: random.whole(-200_000, 200_000) });
  if (members > 0 && random.chance(0.25)) {
    const does = random.pick(['rivalSpends', 'rivalSpends', 'rivalEarns', 'rivalHolds'] as const);
    made.push({ at: at(), do: does, member: random.whole(0, members - 1), points: random.whole(1, 200) });
  }
  if (gifts > 0 && random.chance(0.15)) {
    const does = random.pick(['rivalActivates', 'rivalActivates', 'rivalDeactivates'] as const);
    made.push({ at: at(), do: does, gift: random.whole(0, gifts - 1) });
  }
  if (promos > 0 && random.chance(0.2)) made.push({ at: at(), do: 'rivalUses', promo: random.whole(0, promos - 1) });
  return made;
}

function faults(random: SeededRandom, busy: string): ScriptedFault[] {
  const wanted = busy === 'calm' ? 0 : busy === 'one' ? 1 : busy === 'some' ? random.whole(1, 4) : random.whole(4, 12);
  return Array.from({ length: wanted }, (): ScriptedFault => {
    const call: CallName = random.chance(0.7) ? random.pick(WRITES) : random.pick(READS);
    const kind: FaultKind = random.chance(0.8) ? random.pick(LOSSES) : random.pick(PLAIN);
    return { call, nth: random.whole(0, random.chance(0.7) ? 2 : 8), kind };
  });
}

function writes(random: SeededRandom, busy: string): ScriptedWrite[] {
  const wanted = busy === 'calm' ? 0 : random.pick([0, 0, 1, 1, 2, 4]);
  return Array.from({ length: wanted }, (): ScriptedWrite => {
    const crash = random.chance(0.8);
    const when = random.chance(0.5) ? 'Before' : 'After';
    const rest = random.chance(0.7) ? random.whole(10, 3000) : random.whole(3000, 120_000);
    const nth = random.whole(0, 50);
    if (random.chance(0.15)) {
      const rest = random.whole(25_000, 90_000);
      return { nth, kind: rest % 2 === 0 ? 'standsStillBefore' : 'standsStillAfter', rest };
    }
    return { nth, kind: `${crash ? 'crash' : 'fails'}${when}`, rest };
  });
}
