import type { Sealer } from '../secrets/sealer.ts';

/**
 * What an activation credited, where that was not the code's face value.
 *
 * @returns `undefined` also for a receipt that no secret of ours opens any more
 */
export function creditedOf(
  sealer: Sealer,
  sealedReceipt: string | null,
): { amount: number; currency: string } | undefined {
  if (sealedReceipt === null) return undefined;
  let opened: string;
  try {
    opened = sealer.open(sealedReceipt);
  } catch {
    return undefined;
  }
  return (JSON.parse(opened) as { credited?: { amount: number; currency: string } }).credited;
}
