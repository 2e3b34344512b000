import { z } from 'zod';
import { tolerant } from '../tolerant.ts';

/**
 * The V-DAR API as the provider documents it (`docs/providers.md`), read with tolerance: fields we do not use are
 * ignored, a missing field counts as null, statuses are open words. Sums stay raw here, because their decimals can only
 * be read with their currency.
 */
const { decimal, flag, id, text } = tolerant;
const count = tolerant.integer.pipe(z.int().nonnegative());

export const generatedWire = z.object({
  id,
  code: text.min(1),
  amount: decimal,
  currency_code: text.nullish(),
  expires_at: text.nullish(),
  name: text.nullish(),
  status: text.nullish(),
  created_at: text.nullish(),
});

export const activatedWire = z.object({
  activated_amount: decimal,
  currency_code: text.nullish(),
  operation_id: id,
  activated_at: text.nullish(),
});

export const checkedWire = z.object({
  exists: flag,
  is_valid: flag.nullish(),
  amount: decimal.nullish(),
  currency_code: text.nullish(),
  expires_at: text.nullish(),
  status: text.nullish(),
});

export const codesPageWire = z.object({
  items: z.array(
    z.object({
      id,
      code: text,
      amount: decimal,
      currency_code: text.nullish(),
      status: text.nullish(),
      created_at: text.nullish(),
      name: text.nullish(),
    }),
  ),
  total: count,
  page: count.nullish(),
  size: count.nullish(),
  pages: count.nullish(),
});

export const balanceWire = z.object({
  site_id: id.nullish(),
  site_login: text.nullish(),
  currency_code: text.nullish(),
  balance: decimal,
  frozen_balance: decimal.nullish(),
  total_balance: decimal.nullish(),
});

export const operationsPageWire = z.object({
  items: z.array(
    z.object({
      id,
      type: text,
      amount: decimal,
      currency_code: text.nullish(),
      status: text.nullish(),
      created_at: text.nullish(),
    }),
  ),
  total: count,
  page: count.nullish(),
  size: count.nullish(),
});

export const deactivatedWire = z.object({ success: flag.nullish() });

/** `{"success": false}` at a 2xx is a refusal all the same. */
export const refusedWire = z.object({ success: flag.refine((success) => !success) });
