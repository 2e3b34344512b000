import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';

/** A statement that is put into words once, and then only given values. */
export type PreparedStatement<Tables, Input, Row> = (db: Kysely<Tables>, input: Input) => Promise<QueryResult<Row>>;

/** Stands for a value of the input while the statement is put into words. */
class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/**
 * Prepares a statement that runs often: building a query and putting it into words costs more than SQLite needs to run it.
 *
 * @param names The names of all values that the statement takes from its input
 * @param build Builds the query. The values that it is given are placeholders: they may stand wherever a value goes into a
 *   query, and must not be looked at
 */
export function prepareStatement<Tables, Input extends object, Row>(
  names: readonly (keyof Input)[],
  build: (db: Kysely<Tables>, input: Input) => Compilable<Row>,
): PreparedStatement<Tables, Input, Row> {
  const placeholders = Object.fromEntries(names.map((name) => [name, new Placeholder(name)])) as Input;
  // Each kind of database has its own words.
  const worded = new WeakMap<object, CompiledQuery<Row>>();

  return (db, input) => {
    const { adapter } = db.getExecutor();
    let query = worded.get(adapter);
    if (!query) {
      query = build(db, placeholders).compile();
      worded.set(adapter, query);
    }
    const parameters = query.parameters.map((value) =>
      value instanceof Placeholder ? input[value.name as keyof Input] : value,
    );
    return db.executeQuery({ ...query, parameters });
  };
}
