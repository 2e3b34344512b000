export type { Database } from './contract/database.ts';
export { DatabaseError, type DatabaseErrorCode } from './contract/database-error.ts';
export { openDatabase } from './open/open-database.ts';
export { type PreparedStatement, prepareStatement } from './query/prepare-statement.ts';
