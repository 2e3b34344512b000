import {
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  type KyselyProps,
  Transaction,
} from 'kysely';
import { DatabaseError } from '../contract/database-error.ts';

/** Query builders of one dialect. */
export interface QueryBuilders {
  /** A query builder that sends everything over one connection. */
  over<Tables>(connection: DatabaseConnection): Kysely<Tables>;
  /** The same, and it refuses to open a transaction inside the one that it stands for. */
  within<Tables>(connection: DatabaseConnection): Kysely<Tables>;
}

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

/** Makes the query builders of a dialect, of which only the language is needed. */
export function createQueryBuilders(language: Omit<Dialect, 'createDriver'>): QueryBuilders {
  const dialect: Dialect = { ...language, createDriver: () => driver };
  const adapter = dialect.createAdapter();
  const compiler = dialect.createQueryCompiler();

  function propsFor(connection: DatabaseConnection): KyselyProps {
    const executor = new DefaultQueryExecutor(compiler, adapter, {
      provideConnection: (consumer) => consumer(connection),
    });
    return { config: { dialect }, driver, executor, dialect };
  }

  return {
    over: (connection) => new Kysely(propsFor(connection)),
    within: (connection) => new Transaction(propsFor(connection)),
  };
}
