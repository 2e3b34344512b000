import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { TestDialect } from '../dialects/test-dialect.ts';
import { openShop } from '../open-shop.ts';

const item = (name: string, stock = 1) => ({ name, stock });

/** What `transact` promises on every database. */
export function describeTransact(dialect: TestDialect): void {
  describe('transact', () => {
    it('returns what the work returns, and its changes can be read', async () => {
      const { db } = await openShop(dialect);
      const row = await db.transact((tx) =>
        tx.insertInto('item').values(item('cup')).returning('id').executeTakeFirstOrThrow(),
      );
      expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([{ id: row.id, name: 'cup', stock: 1 }]);
    });

    it('shows its changes to itself, and to readers only once committed', async () => {
      const { db } = await openShop(dialect);
      const names = () => db.read.selectFrom('item').select('name').execute();
      let inside: unknown;
      let outside: unknown;
      await db.transact(async (tx) => {
        await tx.insertInto('item').values(item('cup')).execute();
        inside = await tx.selectFrom('item').select('name').execute();
        outside = await names();
      });
      expect(inside).toEqual([{ name: 'cup' }]);
      expect(outside).toEqual([]);
      expect(await names()).toEqual([{ name: 'cup' }]);
    });

    it('shows no reader an earlier transaction that is still open', async () => {
      const { db } = await openShop(dialect);
      let seen: unknown;
      await Promise.all([
        db.transact(async (tx) => {
          await tx.insertInto('item').values(item('cup')).execute();
          seen = await db.read.selectFrom('item').selectAll().where('name', '=', 'cup').execute();
        }),
        db.transact((tx) => tx.insertInto('item').values(item('pot')).execute()),
      ]);
      expect(seen).toEqual([]);
    });

    it('rolls a failing transaction back alone and rejects with what was thrown', async () => {
      const { db } = await openShop(dialect);
      const reason = new Error('sold out');
      const results = await Promise.allSettled([
        db.transact((tx) => tx.insertInto('item').values(item('cup')).execute()),
        db.transact(async (tx) => {
          await tx.insertInto('item').values(item('pot')).execute();
          throw reason;
        }),
        db.transact((tx) => tx.insertInto('item').values(item('tea')).execute()),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(results[1]).toEqual({ status: 'rejected', reason });
      expect(await db.read.selectFrom('item').select('name').orderBy('name').execute()).toEqual([
        { name: 'cup' },
        { name: 'tea' },
      ]);
    });

    it('rejects when the work throws before it returns a promise', async () => {
      const { db } = await openShop(dialect);
      const thrower = () => {
        throw new Error('at once');
      };
      await expect(db.transact(thrower)).rejects.toThrow('at once');
      await expect(db.transact(async () => 'next')).resolves.toBe('next');
    });

    it('rejects with the error of a query that breaks a unique key, which says nothing of the key', async () => {
      const { db } = await openShop(dialect);
      const insert = () => db.transact((tx) => tx.insertInto('item').values(item('secret-cup')).execute());
      await insert();
      const thrown: unknown = await insert().catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(Error);
      expect(JSON.stringify([thrown, String(thrown), Object.entries(thrown as Error)])).not.toContain('secret-cup');
      expect(await db.read.selectFrom('item').select('name').execute()).toHaveLength(1);
    });

    it('keeps nothing when a query failed, whatever the work makes of it', async () => {
      const { db } = await openShop(dialect);
      await db.transact((tx) => tx.insertInto('item').values(item('cup')).execute());
      const codes: unknown[] = [];
      const swallowing = db.transact(async (tx) => {
        const insert = (name: string) => tx.insertInto('item').values(item(name)).execute();
        await insert('before');
        await insert('cup').catch(() => {});
        await insert('after').catch((error) => codes.push(error.code));
        return 'fine';
      });
      await expect(swallowing).rejects.toMatchObject({ code: 'DATABASE_ROLLED_BACK' });
      expect(codes).toEqual(['DATABASE_ROLLED_BACK']);
      expect(await db.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
    });

    it('keeps nothing of a transaction whose commit fails, and says that it cannot know', async () => {
      const { db } = await openShop(dialect);
      await db.migrate('deferred', {
        '001': {
          up: async (tx) => {
            await sql`create table part (item integer references item (id) deferrable initially deferred)`.execute(tx);
          },
        },
      });
      const parts = db.as<{ part: { item: number } }>();
      const failing = parts.transact((tx) => tx.insertInto('part').values({ item: 404 }).execute());
      await expect(failing).rejects.toMatchObject({ code: 'DATABASE_COMMIT_FAILED' });
      expect(await parts.read.selectFrom('part').selectAll().execute()).toEqual([]);
      await db.transact((tx) => tx.insertInto('item').values(item('pot')).execute());
      expect(await db.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'pot' }]);
    });

    it('keeps 200 concurrent increments exact', async () => {
      const { db } = await openShop(dialect);
      await db.transact((tx) => tx.insertInto('item').values(item('cup', 0)).execute());
      const increments = Array.from({ length: 200 }, () =>
        db.transact(async (tx) => {
          const { stock } = await tx.selectFrom('item').select('stock').executeTakeFirstOrThrow();
          await tx
            .updateTable('item')
            .set({ stock: stock + 1 })
            .execute();
          return stock;
        }),
      );
      const seen = await Promise.all(increments);
      expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index));
      expect(await db.read.selectFrom('item').select('stock').executeTakeFirst()).toEqual({ stock: 200 });
    });

    it('keeps a limit of 7 rows under 100 that count before they insert', async () => {
      const { db } = await openShop(dialect);
      const uses = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          db.transact(async (tx) => {
            const { used } = await tx
              .selectFrom('item')
              .select((select) => select.fn.countAll<number>().as('used'))
              .executeTakeFirstOrThrow();
            if (used >= 7) return false;
            await tx
              .insertInto('item')
              .values(item(`use ${index}`))
              .execute();
            return true;
          }),
        ),
      );
      expect(uses.filter(Boolean)).toHaveLength(7);
      expect(await db.read.selectFrom('item').select('id').execute()).toHaveLength(7);
    });

    it('lets no two each read what the other writes', async () => {
      const { db } = await openShop(dialect);
      for (let round = 0; round < 10; round += 1) {
        await db.transact(async (tx) => {
          await tx.deleteFrom('item').execute();
          await tx
            .insertInto('item')
            .values([item('cup', 1), item('pot', 1)])
            .execute();
        });
        // One of the two may be taken away, as long as the other is there.
        const take = (name: string) =>
          db.transact(async (tx) => {
            const left = await tx.selectFrom('item').select('name').where('stock', '=', 1).execute();
            if (left.length < 2) return;
            await tx.updateTable('item').set({ stock: 0 }).where('name', '=', name).execute();
          });
        await Promise.all([take('cup'), take('pot')]);
        const left = await db.read.selectFrom('item').select('name').where('stock', '=', 1).execute();
        expect(left).toHaveLength(1);
      }
    });

    it('takes queries that the work sends side by side', async () => {
      const { db } = await openShop(dialect);
      await db.transact(async (tx) => {
        const names = ['a', 'b', 'c', 'd'];
        await Promise.all(names.map((name) => tx.insertInto('item').values(item(name)).execute()));
        const counts = await Promise.all(names.map(() => tx.selectFrom('item').select('id').execute()));
        expect(counts.map((rows) => rows.length)).toEqual([4, 4, 4, 4]);
      });
      expect(await db.read.selectFrom('item').select('id').execute()).toHaveLength(4);
    });

    it('answers no query after its work is over', async () => {
      const { db } = await openShop(dialect);
      const leaked = await db.transact(async (tx) => ({ tx }));
      const late = leaked.tx.insertInto('item').values(item('cup')).execute();
      await expect(late).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_ENDED' });
      expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([]);
    });

    it("refuses to be called by a running transaction's work", async () => {
      const { db } = await openShop(dialect);
      const codes = await db.transact(async (tx) => {
        await tx.insertInto('item').values(item('cup')).execute();
        const attempts = [db.transact(async () => 1), db.as().transact(async () => 1), db.migrate('x', {}), db.close()];
        const results = await Promise.allSettled(attempts);
        return results.map((result) => (result.status === 'rejected' ? result.reason.code : 'went through'));
      });
      expect(codes).toEqual(Array(4).fill('DATABASE_TRANSACTION_NESTED'));
      expect(await db.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
    });

    it('may be called by what a finished work left behind, and beside the work of another database', async () => {
      const { db } = await openShop(dialect);
      const other = (await openShop(dialect)).db;
      let go = (): void => {};
      let left: Promise<unknown> | undefined;
      await db.transact(async () => {
        const over = new Promise<void>((resolve) => {
          go = resolve;
        });
        left = over.then(() => db.transact((tx) => tx.insertInto('item').values(item('cup')).execute()));
        await other.transact((tx) => tx.insertInto('item').values(item('pot')).execute());
      });
      go();
      await left;
      expect(await db.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
      expect(await other.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'pot' }]);
    });

    it("runs the work in its own caller's async context", async () => {
      const { db } = await openShop(dialect);
      const request = new AsyncLocalStorage<number>();
      const ids = Array.from({ length: 20 }, (_, index) => index);
      const seen = await Promise.all(
        ids.map((id) =>
          request.run(id, () =>
            db.transact(async (tx) => {
              await tx.selectFrom('item').selectAll().execute();
              return request.getStore();
            }),
          ),
        ),
      );
      expect(seen).toEqual(ids);
    });
  });
}
