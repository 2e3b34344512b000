import { PerksError } from '@checkout-perks/core/errors';
import type * as z from 'zod/mini';

/**
 * Checks what a caller sent against the contract.
 *
 * @param at Where the input sits, for the error's `path`
 * @throws {PerksError} `INVALID_REQUEST`, its `details.path` naming the first wrong field; never its value
 */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, input: unknown, at = ''): z.output<Schema> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = [at, ...(issue?.path ?? [])].filter((part) => part !== '').join('.');
  throw new PerksError('INVALID_REQUEST', { details: { path: path || 'body' } });
}
