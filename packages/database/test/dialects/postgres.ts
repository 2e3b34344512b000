import { createTestDatabase, createTestSchema, type TestDatabase } from '@checkout-perks/test-postgres';
import { afterAll, inject, onTestFinished } from 'vitest';
import type { TestDialect } from './test-dialect.ts';

let database: Promise<TestDatabase> | undefined;

afterAll(async () => {
  await (await database)?.drop();
});

export const postgres: TestDialect = {
  name: 'postgres',
  async emptyUrl() {
    database ??= createTestDatabase(inject('postgresUrl'));
    const { url, drop } = await createTestSchema((await database).url);
    onTestFinished(drop);
    return url;
  },
};
