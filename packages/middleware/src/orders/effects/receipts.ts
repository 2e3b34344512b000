import type { EffectRecord } from '../../journal/journal.ts';
import type { Sealer } from '../../journal/sealer.ts';

/** What the provider gave for an effect; `id` is the provider's own, by which no two effects can claim the same deed. */
export interface Receipt {
  id: string;
  /** A new code, when one was issued. */
  code?: string;
  /** ms since epoch. */
  expiresAt?: number;
}

/** Reads the new code that an issue brought; nothing until it is applied. */
export function issuedOf(
  effect: Pick<EffectRecord, 'state' | 'sealed_receipt'>,
  sealer: Sealer,
): { code: string; expiresAt?: number } | undefined {
  if (effect.state !== 'applied' || effect.sealed_receipt === null) return undefined;
  const { code, expiresAt } = JSON.parse(sealer.open(effect.sealed_receipt)) as Receipt;
  return code === undefined ? undefined : { code, ...(expiresAt === undefined ? {} : { expiresAt }) };
}
