import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresError } from './postgres-error.ts';

/** invalid_schema_name, undefined_table, undefined_object, undefined_column */
const VANISHED = new Set(['3F000', '42P01', '42704', '42703']);
const TRIES = 5;
const PAUSE_MS = 20;

/**
 * Does `work` again when something it looked at was gone. Looking through a database reads the names of everything that is in
 * it, and fails when somebody else drops a schema or a table of theirs just then.
 *
 * @throws What the last try threw
 */
export async function retryVanished<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (thrown) {
      const vanished = thrown instanceof PostgresError && VANISHED.has(thrown.code);
      if (!vanished || tries >= TRIES) throw thrown;
      await sleep(PAUSE_MS * tries);
    }
  }
}
