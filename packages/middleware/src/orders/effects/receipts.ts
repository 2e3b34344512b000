import type { EffectRecord } from '../../journal/journal.ts';
import type { Sealer } from '../../secrets/sealer.ts';

/** What the provider gave for an effect; `id` is the provider's own, by which no two effects can claim the same deed. */
export interface Receipt {
  id: string;
  /** A new code, when one was issued. */
  code?: string;
  /** ms since epoch. */
  expiresAt?: number;
  /** Points held. */
  points?: number;
  /** Until when points are held, ms since epoch. */
  until?: number;
  /** Points that a purchase took or brought, as the provider said. */
  spent?: number;
  earned?: number;
  /** What an activation credited, where that is not the code's face value. */
  credited?: { amount: number; currency: string };
}

/** Reads the new code that an issue brought; nothing until it is applied. */
export function issuedOf(
  effect: Pick<EffectRecord, 'state' | 'sealed_receipt'>,
  sealer: Sealer,
): { code: string; expiresAt?: number } | undefined {
  const { code, expiresAt } = receiptOf(effect, sealer) ?? {};
  return code === undefined ? undefined : { code, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/** Reads what an effect brought; nothing until it is applied, or when nobody was told. */
export function receiptOf(effect: Pick<EffectRecord, 'state' | 'sealed_receipt'>, sealer: Sealer): Receipt | undefined {
  if (effect.state !== 'applied' || effect.sealed_receipt === null) return undefined;
  return JSON.parse(sealer.open(effect.sealed_receipt)) as Receipt;
}
