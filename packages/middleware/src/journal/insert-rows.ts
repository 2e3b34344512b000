import { type PreparedStatement, prepareStatement } from '@checkout-perks/database';
import type { Insertable } from 'kysely';
import type { JournalTransaction } from './journal.ts';
import type { JournalTables } from './tables.ts';

type Values = Record<string, unknown>;

const statements = new Map<string, PreparedStatement<JournalTables, Values, unknown>>();

/** Inserts rows that all name the same columns, with one statement. @param rows At least one, and a handful at the most */
export async function insertRows<Table extends keyof JournalTables>(
  tx: JournalTransaction,
  table: Table,
  rows: readonly Insertable<JournalTables[Table]>[],
): Promise<void> {
  const [first = {}] = rows;
  const columns = Object.keys(first);
  const name = (index: number, column: string) => `${index} ${column}`;
  const key = `${table} ${columns} ${rows.length}`;
  let statement = statements.get(key);
  if (!statement) {
    const names = rows.flatMap((_, index) => columns.map((column) => name(index, column)));
    statement = prepareStatement(names, (db, values) => {
      const placed = rows.map((_, index) =>
        Object.fromEntries(columns.map((column) => [column, values[name(index, column)]])),
      );
      return db
        .insertInto(table as 'perks_order')
        .values(placed as unknown as Insertable<JournalTables['perks_order']>[]);
    });
    statements.set(key, statement);
  }
  const values: Values = {};
  for (const [index, row] of rows.entries()) {
    for (const [column, value] of Object.entries(row)) values[name(index, column)] = value;
  }
  await statement(tx, values);
}
