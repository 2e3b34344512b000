import type { Insertable } from 'kysely';
import type { JournalTransaction } from './journal.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { JournalTables } from './tables.ts';

type Values = Record<string, unknown>;

interface Insert {
  columns: readonly string[];
  /** For each row, the name of each column's value. */
  names: readonly (readonly string[])[];
  run: Prepared<Values>;
}

const inserts = new Map<keyof JournalTables, Map<number, Insert>>();

/**
 * Inserts rows with one statement. All rows that are ever inserted into a table this way name the same columns.
 *
 * @param rows At least one, and a handful at the most
 */
export async function insertRows<Table extends keyof JournalTables>(
  tx: JournalTransaction,
  table: Table,
  rows: readonly Insertable<JournalTables[Table]>[],
): Promise<void> {
  const insert = insertOf(table, rows);
  const values: Values = {};
  for (const [index, names] of insert.names.entries()) {
    const row = rows[index] as Values;
    for (const [place, column] of insert.columns.entries()) values[names[place] ?? ''] = row[column];
  }
  await insert.run(tx, values);
}

function insertOf(table: keyof JournalTables, rows: readonly object[]): Insert {
  const kept = inserts.get(table) ?? new Map<number, Insert>();
  inserts.set(table, kept);
  const known = kept.get(rows.length);
  if (known) return known;
  const columns = Object.keys(rows[0] ?? {});
  const names = rows.map((_, index) => columns.map((column) => `${index} ${column}`));
  const run = prepare<Values>(names.flat(), (db, values) => {
    const placed = names.map((row) =>
      Object.fromEntries(columns.map((column, place) => [column, values[row[place] ?? '']])),
    );
    return db
      .insertInto(table as 'perks_order')
      .values(placed as unknown as Insertable<JournalTables['perks_order']>[]);
  });
  const made = { columns, names, run };
  kept.set(rows.length, made);
  return made;
}
