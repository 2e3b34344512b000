import { z } from 'zod';

/**
 * How single values of a provider's JSON are read (`docs/providers.md`, D): numbers also as texts, flags also as 0 and 1,
 * ids as either. A sum stays raw, because its decimals can only be read with its currency.
 */
export const tolerant = {
  decimal: z.union([z.number(), z.string()]),
  flag: z.union([
    z.boolean(),
    z.literal([0, 1]).transform(Boolean),
    z.literal(['0', '1', 'true', 'false']).transform((word) => word === '1' || word === 'true'),
  ]),
  // Not `z.coerce`, which would read null as 0.
  integer: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d+$/)
        .transform(Number),
    ])
    .pipe(z.int()),
  number: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d+(\.\d+)?$/)
        .transform(Number),
    ])
    .pipe(z.number()),
  id: z.union([z.string().min(1), z.int().transform(String)]),
  text: z.string(),
};
