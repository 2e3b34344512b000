import { z } from 'zod';
import { CALLS, type CallName, type Provider } from './calls.ts';
import { type Fault, faultSchema } from './fault.ts';

/** Which fault strikes which calls. At most one fault strikes a call: that of the oldest rule that applies. */
export interface FaultRule {
  /** A call, such as `v-dar.activate`; a provider, for all its calls; or `*` for every call. */
  on: CallName | Provider | '*';
  fault: Fault;
  /** How many calls it strikes before it ends; 1 unless given, or unlimited if a probability is given. */
  times?: number | undefined;
  /** How many matching calls it skips first; 0 unless given. */
  skip?: number | undefined;
  /** The probability that it strikes a matching call, 0 to 1; 1 unless given. */
  probability?: number | undefined;
  /** Seed of the random draws: the same seed strikes the same calls of a sequence; 1 unless given. */
  seed?: number | undefined;
}

/** An active rule. */
export interface FaultState extends FaultRule {
  id: string;
  /** How many calls matched it. */
  seen: number;
  /** How many it struck. */
  struck: number;
}

const STALE: readonly string[] = ['mottor.list', 'mottor.statistics'];

/** Validates a rule strictly. */
export const faultRuleSchema: z.ZodType<FaultRule> = z
  .strictObject({
    on: z.enum([...CALLS, 'v-dar', 'mottor', 'loyalclient', '*']),
    fault: faultSchema,
    times: z.int().min(1).optional(),
    skip: z.int().min(0).optional(),
    probability: z.number().min(0).max(1).optional(),
    seed: z.int().min(0).max(0xffff_ffff).optional(),
  })
  // In other calls, the older clock would write wrong times or make expired gift codes valid again.
  .refine(({ on, fault }) => fault.kind !== 'staleStatistics' || STALE.includes(on), { path: ['on'] });
