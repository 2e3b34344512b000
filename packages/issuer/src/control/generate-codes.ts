import { wrongOption } from '../foundation/wrong-option.ts';
import { findMerchantBySite } from '../merchants/find-merchant.ts';
import type { Ledger } from '../schema/ledger.ts';
import { generateCode } from '../v-dar/generate-code.ts';

/** Gift codes to generate, as V-DAR's own call does. */
export interface NewGiftCodes {
  /** A merchant's default site, which pays for the codes. */
  siteId: string;
  /** The value of each code, minor units. */
  amount: number;
  /** How many codes, up to 1000; 1 unless given. */
  count?: number | undefined;
  name?: string | undefined;
  /** At least 60; 180 days unless given. */
  expiresInSeconds?: number | undefined;
}

const LARGEST = 100_000_000;

/**
 * Generates gift codes.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong; `amount` also if the balance does not suffice
 */
export async function generateCodes(ledger: Ledger, request: NewGiftCodes): Promise<{ codes: string[] }> {
  const { siteId, amount, count = 1, name = null, expiresInSeconds = 15_552_000 } = request;
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > LARGEST) throw wrongOption('amount');
  if (!Number.isSafeInteger(count) || count < 1 || count > 1000) throw wrongOption('count');
  if (!Number.isSafeInteger(expiresInSeconds) || expiresInSeconds < 60) throw wrongOption('expiresInSeconds');
  const merchant = await findMerchantBySite(ledger, siteId);
  if (merchant?.defaultSiteId !== siteId) throw wrongOption('siteId');

  const order = { amount, name, expiresInSeconds };
  const rows = await Promise.all(Array.from({ length: count }, () => generateCode(ledger, merchant, order)));
  const codes = rows.flatMap((row) => row?.code ?? []);
  if (codes.length < count) throw wrongOption('amount');
  return { codes };
}
