/**
 * A query that the server refused, without what it says about stored values: PostgreSQL's own details repeat the key that
 * is taken, or the whole row.
 */
export class PostgresError extends Error {
  /** SQLSTATE, such as `23505` for a unique key that is taken. */
  readonly code: string;
  readonly constraint: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;

  constructor(code: string, message: string, where: { constraint?: unknown; table?: unknown; column?: unknown } = {}) {
    super(message);
    this.name = 'PostgresError';
    this.code = code;
    this.constraint = textOf(where.constraint);
    this.table = textOf(where.table);
    this.column = textOf(where.column);
  }
}

function textOf(name: unknown): string | undefined {
  return typeof name === 'string' ? name : undefined;
}
