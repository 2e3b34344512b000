import { z } from 'zod';
import { CALLS, type CallName, type Provider } from './calls.ts';
import { type Fault, faultSchema } from './fault.ts';

/** Which fault strikes which calls. Of several rules that fit, the one set first strikes; one fault a call is enough. */
export interface FaultRule {
  /** A call, such as `v-dar.activate`; a provider, for all of its calls; `*` for all there are. */
  on: CallName | Provider | '*';
  fault: Fault;
  /** How many calls it strikes before it is spent; 1 unless given, and without end when a probability is. */
  times?: number | undefined;
  /** How many calls that fit it lets pass first; 0 unless given. */
  skip?: number | undefined;
  /** How likely it strikes a call that fits, 0 to 1; 1 unless given. */
  probability?: number | undefined;
  /** Where the probability's dice begin: the same seed strikes the same calls in a row; 1 unless given. */
  seed?: number | undefined;
}

/** A rule at work. */
export interface FaultState extends FaultRule {
  id: string;
  /** How many calls fitted it. */
  seen: number;
  /** How many it struck. */
  struck: number;
}

const STALE: readonly string[] = ['mottor.list', 'mottor.statistics'];

/** Reads a rule that came over the wire, strictly. */
export const faultRuleSchema: z.ZodType<FaultRule> = z
  .strictObject({
    on: z.enum([...CALLS, 'v-dar', 'mottor', 'loyalclient', '*']),
    fault: faultSchema,
    times: z.int().min(1).optional(),
    skip: z.int().min(0).optional(),
    probability: z.number().min(0).max(1).optional(),
    seed: z.int().min(0).max(0xffff_ffff).optional(),
  })
  // Elsewhere the moved clock would write wrong times, or make gift codes good again.
  .refine(({ on, fault }) => fault.kind !== 'staleStatistics' || STALE.includes(on), { path: ['on'] });
