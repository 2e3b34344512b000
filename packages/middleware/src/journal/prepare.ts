import { type PreparedStatement, prepareStatement } from '@checkout-perks/database';
import type { Compilable, Kysely } from 'kysely';
import type { JournalTables } from './tables.ts';

/** A statement about the journal's tables that is put into words once. */
export type Prepared<Input, Row = unknown> = PreparedStatement<JournalTables, Input, Row>;

/** Prepares a statement that runs for each order, as {@link prepareStatement}. */
export function prepare<Input extends object, Row = unknown>(
  names: readonly (keyof Input)[],
  build: (db: Kysely<JournalTables>, input: Input) => Compilable<Row>,
): Prepared<Input, Row> {
  return prepareStatement(names, build);
}
