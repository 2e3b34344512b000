import { z } from 'zod';
import { tolerant } from '../tolerant.ts';

/**
 * LoyalClient's basic REST API as the provider documents it (`docs/providers.md`), read with tolerance: fields that we do
 * not use are ignored, a missing field counts as null, types of levels are open words. Sums and percentages stay raw.
 */
const points = tolerant.number.pipe(z.number().nonnegative());
const optionalText = tolerant.text.nullish().catch(undefined);

export const clientWire = z.object({
  client: z.object({
    id: tolerant.id,
    name: optionalText,
    photo: optionalText,
    birthday: optionalText,
    level: z.object({
      id: tolerant.id.nullish(),
      title: optionalText,
      percent: tolerant.decimal,
      type: optionalText,
      maxSpendPercent: tolerant.decimal.nullish(),
    }),
    // The document prints a number.
    phone: tolerant.id.nullish().catch(undefined),
    email: optionalText,
    // Never taken for 0 when it is missing: a probe would believe that the points were spent.
    balance: tolerant.number.nullish(),
  }),
});

export const recalculatedWire = z.object({
  recalc: z.object({
    amount: tolerant.decimal.nullish(),
    percent: tolerant.decimal,
    type: optionalText,
    spend: points.nullish(),
    earn: points.nullish(),
  }),
});

export const heldWire = z.object({
  held: z.object({
    id: tolerant.id,
    /** Unix time in seconds. */
    until: tolerant.number.pipe(z.number().positive()),
    amount: points,
  }),
});

/** `spend` when points were taken, `earn` when they were brought: never both. */
export const operatedWire = z.object({
  retail: z.object({
    amount: tolerant.decimal.nullish(),
    total: tolerant.decimal,
    percent: tolerant.decimal,
    type: optionalText,
    spend: points.nullish(),
    earn: points.nullish(),
  }),
});

export type ClientWire = z.output<typeof clientWire>['client'];

export const successWire = z.object({ success: tolerant.flag });
