import type { OrderState } from '@checkout-perks/core/contract';
import type { EffectRecord, Journal } from '../journal/journal.ts';
import type { BookKind, DifferenceBook } from './difference-book.ts';
import type { Names } from './reconcile-options.ts';

/** How long an effect may be under way before it counts as open, ms. */
const UNDER_WAY = 60_000;
const PAGE = 500;

/** From which states on an effect of a purpose is owed to the shopper, as long as it was not even sent. */
const OWED: Partial<Record<EffectRecord['purpose'], readonly OrderState[]>> = {
  remainder: ['committed', 'refunding', 'refunded'],
  undo: ['declining', 'declined'],
  refund: ['refunding', 'refunded'],
  earn: ['committed'],
};

const KINDS: Record<EffectRecord['kind'], BookKind> = {
  activate: 'activation',
  issue: 'issue',
  hold: 'points',
  release: 'points',
  operate: 'points',
};

/**
 * Lists the effects whose end nobody knows yet, whenever they began, and what is owed: books with such lines are not closed.
 * Those that are being worked on right now are only counted.
 *
 * @param to ms since epoch: what began later is left for another time
 * @returns How many are being worked on
 */
export async function listOpenEffects(
  journal: Journal,
  names: Names,
  book: DifferenceBook,
  to: number,
  now: number,
): Promise<number> {
  let inFlight = 0;
  for await (const row of openRows(journal)) {
    const at = row.sent_at ?? row.updated_at;
    if (at > to) continue;
    if (row.state !== 'stuck' && at > now - UNDER_WAY) {
      inFlight += 1;
      continue;
    }
    const cause = causeOf(row);
    if (!cause) continue;
    book.add({
      kind: KINDS[row.kind],
      cause,
      provider: names[row.kind] ?? 'unknown',
      orderId: row.order_id,
      effect: row.reference,
      ...(row.kind === 'activate' || row.kind === 'issue' ? { amount: row.amount, currency: row.currency } : {}),
      at,
      details: {
        purpose: row.purpose,
        state: row.state,
        attempts: row.attempts,
        ...(row.points === null ? {} : { points: row.points }),
        ...(row.error === null ? {} : { error: row.error }),
        ...(row.question === null ? {} : { question: row.question }),
      },
    });
  }
  return inFlight;
}

type OpenRow = Awaited<ReturnType<typeof pageAfter>>[number];

function causeOf(row: OpenRow): 'still_unknown' | 'in_attention' | 'owed' | undefined {
  if (row.state === 'stuck') return 'in_attention';
  if (row.state !== 'planned') return 'still_unknown';
  const state = row.order_state === 'attention' ? (row.resume_state ?? row.order_state) : row.order_state;
  return OWED[row.purpose]?.includes(state) ? 'owed' : undefined;
}

async function* openRows(journal: Journal): AsyncGenerator<OpenRow> {
  let last = '';
  for (;;) {
    const rows = await pageAfter(journal, last);
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    last = end.reference;
  }
}

/** References are unique, so whatever is added meanwhile no row is skipped or shown twice. */
function pageAfter(journal: Journal, reference: string) {
  return journal.read
    .selectFrom('perks_effect')
    .innerJoin('perks_order', 'perks_order.id', 'perks_effect.order_id')
    .where('perks_effect.state', 'in', ['planned', 'intended', 'unknown', 'stuck'])
    .where('perks_effect.reference', '>', reference)
    .orderBy('perks_effect.reference')
    .limit(PAGE)
    .select([
      'perks_effect.order_id',
      'perks_effect.kind',
      'perks_effect.purpose',
      'perks_effect.amount',
      'perks_effect.currency',
      'perks_effect.points',
      'perks_effect.state',
      'perks_effect.reference',
      'perks_effect.sent_at',
      'perks_effect.attempts',
      'perks_effect.error',
      'perks_effect.question',
      'perks_order.state as order_state',
      'perks_order.resume_state',
      'perks_order.updated_at',
    ])
    .execute();
}
