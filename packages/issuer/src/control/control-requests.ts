import { z } from 'zod';
import type { FaultRule } from '../faults/fault-rule.ts';
import type { NewLevel } from '../loyalclient/create-level.ts';
import type { NewMember } from '../loyalclient/create-member.ts';
import type { NewPoint } from '../loyalclient/create-point.ts';
import type { NewProgram } from '../loyalclient/create-program.ts';
import type { NewMerchant } from '../merchants/create-merchant.ts';
import type { NewMottorAccount } from '../mottor/create-account.ts';
import type { NewMottorSite } from '../mottor/create-site.ts';
import type { NewCheckout } from './check-out.ts';
import type { NewGiftCodes } from './generate-codes.ts';
import type { NewPromos } from './seed-promos.ts';

// Only types are checked here. Values are checked where they are used, because programs call those functions directly.
const text = z
  .string()
  .max(256)
  .refine((value) => !value.includes('\0'));
const given = text.optional();
const number = z.number();

/** Bodies of the control API. They are strict: if a misspelt option were ignored, the request would do something else. */
export const controlBodies = {
  merchant: z.strictObject({
    login: text,
    currency: text,
    balance: number,
    apiKey: given,
  }) satisfies z.ZodType<NewMerchant>,
  site: z.strictObject({ siteId: text }),
  topUp: z.strictObject({ siteId: text, amount: number }),
  codes: z.strictObject({
    siteId: text,
    amount: number,
    count: number.optional(),
    name: given,
    expiresInSeconds: number.optional(),
  }) satisfies z.ZodType<NewGiftCodes>,
  account: z.strictObject({ userId: number.optional(), apiKey: given }) satisfies z.ZodType<NewMottorAccount>,
  accountKey: z.strictObject({ userId: number }),
  mottorSite: z.strictObject({
    userId: number,
    siteId: number.optional(),
    currency: given,
  }) satisfies z.ZodType<NewMottorSite>,
  promos: z.strictObject({
    siteId: number,
    promos: z.array(z.looseObject({ code: text })),
  }) as unknown as z.ZodType<NewPromos>,
  checkout: z.strictObject({
    siteId: number,
    code: text,
    goods: number,
    delivery: number.optional(),
    quantity: number.optional(),
    phone: given,
    email: given,
    lagMs: number.optional(),
  }) satisfies z.ZodType<NewCheckout>,
  program: z.strictObject({ programId: given, apiKey: given }) satisfies z.ZodType<NewProgram>,
  programKey: z.strictObject({ programId: text }),
  point: z.strictObject({
    programId: text,
    pointId: given,
    title: given,
    percent: number.optional(),
  }) satisfies z.ZodType<NewPoint>,
  level: z.strictObject({
    programId: text,
    levelId: given,
    title: text,
    type: z.enum(['cashback', 'discount']),
    percent: number,
    maxSpendPercent: number.optional(),
  }) satisfies z.ZodType<NewLevel>,
  member: z.strictObject({
    levelId: text,
    memberId: given,
    phone: given,
    card: given,
    appCode: given,
    name: given,
    photo: given,
    birthday: given,
    email: given,
    balance: number.optional(),
  }) satisfies z.ZodType<NewMember>,
  /** The fault book validates it, and names the field that is wrong. */
  fault: z.looseObject({}) as unknown as z.ZodType<FaultRule>,
  seed: z.strictObject({ login: given }),
  nothing: z.strictObject({}),
} as const;
