import { CompiledQuery, type DatabaseConnection } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPrivateFile } from './create-private-file.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { createSqliteConnection } from './sqlite-connection.ts';
import { loadSqliteDriver, type SqliteHandle } from './sqlite-driver.ts';

// Fake timers replace the global ones.
vi.mock('node:timers', () => ({
  setTimeout: (...args: Parameters<typeof setTimeout>) => setTimeout(...args),
  clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
  setImmediate: (work: () => void) => setImmediate(work),
}));

let commits: GroupCommit;
let other: SqliteHandle;

const insert = (name: string) => (connection: DatabaseConnection) =>
  connection.executeQuery(CompiledQuery.raw('insert into item values (?)', [name]));
const names = () =>
  other
    .prepare('select name from item')
    .all()
    .map(({ name }) => name);

beforeEach(async () => {
  const file = await createPrivateFile();
  const { DatabaseSync } = await loadSqliteDriver();
  const handle = new DatabaseSync(file.path);
  handle.exec('pragma journal_mode = wal; create table item (name text)');
  other = new DatabaseSync(file.path);
  commits = createGroupCommit({
    connection: createSqliteConnection(handle),
    busyTimeoutMs: 60,
    stallTimeoutMs: 60,
  });
  onTestFinished(async () => {
    await commits.close(() => handle.close());
    other.close();
    file.remove();
  });
});

describe('createGroupCommit', () => {
  it('ends work that never settles, undoes it alone, and goes on', async () => {
    let leaked: DatabaseConnection | undefined;
    const results = await Promise.allSettled([
      commits.run(insert('before')),
      commits.run(async (connection) => {
        leaked = connection;
        await insert('stalled')(connection);
        await new Promise(() => {});
      }),
      commits.run(insert('after')),
      commits.run(insert('last')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: 'DATABASE_TRANSACTION_STALLED' } });
    expect(names()).toEqual(['before', 'after', 'last']);
    await expect(leaked && insert('late')(leaked)).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_ENDED' });
    expect(names()).toEqual(['before', 'after', 'last']);
  });

  it('bears with work that waits a little, each time anew', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate'] });
    onTestFinished(() => void vi.useRealTimers());
    const slow = (name: string) =>
      commits.run(async (connection) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        await insert(name)(connection);
      });
    const all = Promise.all(['a', 'b', 'c', 'd'].map(slow));
    await vi.advanceTimersByTimeAsync(1000);
    await all;
    expect(names()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives up all that waited when another process keeps the lock, and works again when it is free', async () => {
    other.exec('begin immediate');
    const results = await Promise.allSettled([commits.run(insert('a')), commits.run(insert('b'))]);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'DATABASE_BUSY' } });
    other.exec('commit');
    await commits.run(insert('c'));
    expect(names()).toEqual(['c']);
  });

  it('closes although work never settles', async () => {
    const stalled = commits.run(() => new Promise(() => {})).catch((error: unknown) => error);
    let released = false;
    await commits.close(() => {
      released = true;
    });
    expect(released).toBe(true);
    expect(await stalled).toMatchObject({ code: 'DATABASE_TRANSACTION_STALLED' });
  });
});
