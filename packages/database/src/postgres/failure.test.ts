import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { failureOf } from './failure.ts';

/** An error as the driver makes it of an answer of the server. */
const answer = (code: string, message: string) =>
  Object.assign(new Error(message), { code, severity: 'ERROR', detail: 'Key (code)=(hunter2) already exists.' });

describe('failureOf', () => {
  it.each([
    ['40001', 'conflict'],
    ['40P01', 'conflict'],
    ['57P01', 'lost'],
    ['25P03', 'lost'],
    ['08006', 'lost'],
    ['53300', 'lost'],
    ['23505', 'refused'],
    ['28P01', 'refused'],
  ])('takes SQLSTATE %s for %s', (code, kind) => {
    expect(failureOf(answer(code, 'as it is')).kind).toBe(kind);
  });

  it('takes what the server did not say for a lost connection, and passes on nothing that hangs on it', () => {
    const broken = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', client: { password: 'hunter2' } });
    const { kind, error } = failureOf(broken);
    expect(kind).toBe('lost');
    expect(error).toMatchObject({ message: 'read ECONNRESET', code: 'ECONNRESET' });
    expect(inspect(error, { showHidden: true })).not.toContain('hunter2');
    expect(failureOf(new AggregateError([], '')).error.message).not.toBe('');
  });

  it('keeps messages that name things, and no message or detail that holds values', () => {
    const unique = failureOf(answer('23505', 'duplicate key value violates unique constraint "gift_code_key"')).error;
    expect(unique.message).toContain('gift_code_key');
    const invalid = failureOf(answer('22P02', 'invalid input syntax for type bigint: "hunter2"')).error;
    const raised = failureOf(answer('P0001', 'no hunter2 here')).error;
    expect(inspect([unique, invalid, raised], { showHidden: true })).not.toContain('hunter2');
  });
});
