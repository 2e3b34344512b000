import { CompiledQuery } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createSqliteConnection } from './sqlite-connection.ts';
import { loadSqliteDriver, type SqliteHandle } from './sqlite-driver.ts';

/** A real connection that notes what it is asked to prepare. */
async function openNoting() {
  const { DatabaseSync } = await loadSqliteDriver();
  const handle = new DatabaseSync(':memory:');
  const prepared: string[] = [];
  const noting: SqliteHandle = {
    isTransaction: false,
    exec: (sql) => handle.exec(sql),
    prepare(sql) {
      prepared.push(sql);
      return handle.prepare(sql);
    },
    close: () => handle.close(),
  };
  const connection = createSqliteConnection(noting);
  const ask = (number: number) => connection.execute(CompiledQuery.raw(`select ${number} as number`)).rows;
  return { prepared, connection, ask };
}

describe('createSqliteConnection', () => {
  it('prepares a statement once, and again when it was not used for a long time', async () => {
    const { prepared, ask } = await openNoting();
    ask(0);
    ask(1);
    for (let number = 2; number < 256; number += 1) ask(number);
    ask(0);
    expect(prepared).toHaveLength(256);

    ask(256);
    ask(0);
    expect(prepared).toHaveLength(257);
    expect(ask(1)).toEqual([{ number: 1 }]);
    expect(prepared).toHaveLength(258);
  });

  it('prepares anew after the schema changed', async () => {
    const { prepared, connection, ask } = await openNoting();
    ask(0);
    connection.schemaChanged();
    ask(0);
    expect(prepared).toHaveLength(2);
  });
});
