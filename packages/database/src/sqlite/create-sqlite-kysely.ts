import {
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  type KyselyProps,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  Transaction,
} from 'kysely';
import { DatabaseError } from '../contract/database-error.ts';

const refuse = async (): Promise<never> => {
  throw new DatabaseError('DATABASE_READ_ONLY', 'A transaction is opened by transact()');
};

// Connections are handed out and closed by their owner, so Kysely's own driver life cycle has nothing to do.
const driver: Driver = {
  init: async () => {},
  acquireConnection: refuse,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: async () => {},
  destroy: async () => {},
};

const dialect: Dialect = {
  createDriver: () => driver,
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
};

const config = { dialect };
const adapter = dialect.createAdapter();
const compiler = dialect.createQueryCompiler();

/** A query builder that sends everything over one connection. */
export function createSqliteKysely<Tables>(connection: DatabaseConnection): Kysely<Tables> {
  return new Kysely<Tables>(propsFor(connection));
}

/** The same, and it refuses to open a transaction inside the one that it stands for. */
export function createSqliteTransaction<Tables>(connection: DatabaseConnection): Kysely<Tables> {
  return new Transaction<Tables>(propsFor(connection));
}

function propsFor(connection: DatabaseConnection): KyselyProps {
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: (consumer) => consumer(connection),
  });
  return { config, driver, executor, dialect };
}
