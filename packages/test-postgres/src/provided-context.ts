// biome-ignore lint/correctness/noUnusedImports: without it the module below would be declared anew instead of extended
import type { ProvidedContext } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server for the tests, where databases may be created. */
    postgresUrl: string;
    /** A database on PostgreSQL for each worker process; none where the suite runs on SQLite. */
    workerDatabases: readonly string[];
  }
}
