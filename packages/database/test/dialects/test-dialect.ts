import type { Database } from '../../src/contract/database.ts';

/** A kind of database that the contract is tried on. */
export interface TestDialect {
  readonly name: Database<unknown>['dialect'];
  /** The URL of an empty database, which is gone when the running test is over. */
  emptyUrl(): Promise<string>;
}
