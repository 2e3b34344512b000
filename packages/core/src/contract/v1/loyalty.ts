import * as z from 'zod/mini';

/** Longest phone, card number or app code that is read at all. */
export const MAX_SEARCH_LENGTH = 64;

/** A member as their proven owner may see them: no phone, e-mail, birthday or picture. */
export const member = z.object({
  name: z.optional(z.string()),
  level: z.object({
    title: z.string(),
    /** `cashback` brings points, `discount` takes a percentage off; or a newer kind. */
    kind: z.string(),
    /** Hundredths of a percent. */
    rate: z.int(),
  }),
  /** Points. */
  balance: z.int(),
});

/** `POST /loyalty/identify`: a phone, card or app code as typed, or the token by which the shop says who is logged in. */
export const identifyRequest = z
  .object({
    search: z.optional(z.string().check(z.minLength(1), z.maxLength(MAX_SEARCH_LENGTH))),
    customerToken: z.optional(z.string().check(z.minLength(1), z.maxLength(4096))),
    /** BCP 47 tag of the language for the one-time code's message; that of the browser unless given. */
    locale: z.optional(z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/))),
  })
  .check(
    z.refine((request) => (request.search === undefined) !== (request.customerToken === undefined), {
      path: ['search'],
    }),
  );

/** `POST /loyalty/confirm`: the one-time code that the shop has sent. */
export const confirmRequest = z.object({
  session: z.string().check(z.minLength(1), z.maxLength(16_384)),
  code: z.string().check(z.minLength(1), z.maxLength(32)),
});

/** Answer of both: what to bring with a quote. */
export const loyaltyAnswer = z.object({
  /** Opaque; says who it is to nobody but the server. */
  session: z.string(),
  /** `confirm` until a one-time code has been brought, then `identified`; or a newer state. */
  state: z.string(),
  /** What was typed, masked: made of the typed text alone. */
  hint: z.string(),
  /** Only when `identified`. */
  member: z.optional(member),
  expiresAt: z.string(),
});

export type Member = z.infer<typeof member>;
export type IdentifyRequest = z.infer<typeof identifyRequest>;
export type ConfirmRequest = z.infer<typeof confirmRequest>;
export type LoyaltyAnswer = z.infer<typeof loyaltyAnswer>;
