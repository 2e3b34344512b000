import type { EffectRecord, Journal } from '../journal/journal.ts';

/** An effect, as far as a provider's list can be laid beside it. */
export type ListedEffect = Pick<
  EffectRecord,
  'order_id' | 'reference' | 'amount' | 'currency' | 'sent_at' | 'receipt_id' | 'sealed_receipt'
>;

const COLUMNS = ['order_id', 'reference', 'amount', 'currency', 'sent_at', 'receipt_id', 'sealed_receipt'] as const;
const PAGE = 500;

/** The effects of a kind that were last sent in a time (ms since epoch) and have happened, page by page. */
export async function* appliedBetween(
  journal: Journal,
  kind: EffectRecord['kind'],
  from: number,
  to: number,
): AsyncGenerator<ListedEffect> {
  let [sent, reference] = [from, ''];
  for (;;) {
    const rows = await journal.read
      .selectFrom('perks_effect')
      .select(COLUMNS)
      .where('kind', '=', kind)
      .where('state', '=', 'applied')
      .where('sent_at', '<=', to)
      .where((where) =>
        where.or([
          where('sent_at', '>', sent),
          where.and([where('sent_at', '=', sent), where('reference', '>', reference)]),
        ]),
      )
      .orderBy('sent_at')
      .orderBy('reference')
      .limit(PAGE)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    [sent, reference] = [last.sent_at ?? to, last.reference];
  }
}

/** The effects that claim these entries of a provider, by what they claim. */
export async function appliedByReceipt(
  journal: Journal,
  receipts: readonly string[],
): Promise<Map<string, ListedEffect>> {
  const rows = await journal.read
    .selectFrom('perks_effect')
    .select(COLUMNS)
    .where('receipt_id', 'in', receipts)
    .execute();
  return new Map(rows.map((row) => [row.receipt_id ?? '', row]));
}

/** The effects of a kind that may have happened, and claim no entry of a provider yet. */
export function openEffects(journal: Journal, kind: EffectRecord['kind']): Promise<ListedEffect[]> {
  return journal.read
    .selectFrom('perks_effect')
    .select(COLUMNS)
    .where('kind', '=', kind)
    .where('state', 'in', ['intended', 'unknown', 'stuck'])
    .execute();
}
