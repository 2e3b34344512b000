import { formatDecimal } from '@checkout-perks/core/money';
import type { MerchantAccess, NewMerchant } from '../merchants/create-merchant.ts';

/** What is printed of a merchant just created: the only time that anybody sees the key. */
export function describeMerchant(
  { login, balance, currency }: NewMerchant,
  { apiKey, siteId }: MerchantAccess,
): string {
  return [
    `Merchant "${login}" was created with a balance of ${formatDecimal(balance, currency)} ${currency}.`,
    '',
    `  X-API-Key  ${apiKey}`,
    `  site_id    ${siteId}`,
    '',
    'Write the key down: it is shown only now, and the database keeps nothing but its hash.',
  ].join('\n');
}
