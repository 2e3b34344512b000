import { inject } from 'vitest';
import '../provided-context.ts';

/** URL of this worker's PostgreSQL database; none where the suite runs without `@checkout-perks/test-postgres/worker-databases`. */
export function workerDatabase(): string | undefined {
  const databases = inject('workerDatabases');
  if (databases === undefined) return undefined;
  const worker = Number(process.env.VITEST_POOL_ID ?? 1);
  return databases[worker % databases.length];
}
