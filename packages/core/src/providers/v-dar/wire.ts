import { z } from 'zod';

/**
 * The V-DAR API as the provider documents it (`docs/providers.md`), read with tolerance: fields we do not use are
 * ignored, a missing field counts as null, statuses are open words. Sums stay raw here, because their decimals can only
 * be read with their currency.
 */
const decimal = z.union([z.number(), z.string()]);
const flag = z.union([
  z.boolean(),
  z.literal([0, 1]).transform(Boolean),
  z.literal(['0', '1']).transform((v) => v === '1'),
]);
const text = z.string();
const time = z.string();
const count = z.coerce.number().int().nonnegative();

export const generatedWire = z.object({
  id: text,
  code: text.min(1),
  amount: decimal,
  currency_code: text.nullish(),
  expires_at: time.nullish(),
  name: text.nullish(),
  status: text.nullish(),
  created_at: time.nullish(),
});

export const activatedWire = z.object({
  success: flag,
  message: text.nullish(),
  activated_amount: decimal,
  currency_code: text.nullish(),
  operation_id: text,
  activated_at: time.nullish(),
});

export const checkedWire = z.object({
  exists: flag,
  is_valid: flag.nullish(),
  amount: decimal.nullish(),
  currency_code: text.nullish(),
  expires_at: time.nullish(),
  status: text.nullish(),
});

export const codesPageWire = z.object({
  items: z.array(
    z.object({
      id: text,
      code: text,
      amount: decimal,
      status: text.nullish(),
      created_at: time.nullish(),
      name: text.nullish(),
    }),
  ),
  total: count,
  page: count.nullish(),
  size: count.nullish(),
  pages: count.nullish(),
});

export const balanceWire = z.object({
  site_id: text,
  site_login: text.nullish(),
  currency_code: text,
  balance: decimal,
  frozen_balance: decimal.nullish(),
  total_balance: decimal.nullish(),
});

export const operationsPageWire = z.object({
  items: z.array(
    z.object({
      id: text,
      type: text,
      amount: decimal,
      currency_code: text.nullish(),
      status: text.nullish(),
      created_at: time.nullish(),
    }),
  ),
  total: count,
  page: count.nullish(),
  size: count.nullish(),
});

export const deactivatedWire = z.object({ success: flag, message: text.nullish() });

/** `{"success": false}` at a 2xx is a refusal all the same. */
export const refusedWire = z.object({ success: z.union([z.literal(false), z.literal([0, '0'])]) });
