import type { EffectRecord } from '../../journal/journal.ts';

/**
 * What an effect claims of the provider's records; unique, so no two effects can claim the same deed. Whoever has the id of
 * a hold can let it go, so it stays in the sealed receipt alone.
 */
export function receiptId({ kind, reference }: Pick<EffectRecord, 'kind' | 'reference'>, id: string): string {
  return `${kind}:${kind === 'hold' ? reference : id}`;
}
