export { createTestDatabase, createTestSchema, type TestDatabase } from './create-test-database.ts';
export type {} from './provided-context.ts';
export { createSchemaPool, type SchemaPool } from './schema-pool.ts';
export { startPostgres, type TestPostgres, type TestPostgresOptions } from './start-postgres.ts';
