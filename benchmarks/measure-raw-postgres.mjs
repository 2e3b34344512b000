import pg from 'pg';

const SECONDS = 1;
const CONNECTIONS = 8;

/** Durable one-row transactions per second of PostgreSQL over eight connections, with nothing else around it. */
export async function measureRawPostgres(url) {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  await pool.query(
    'CREATE TABLE IF NOT EXISTS redemption (id bigserial PRIMARY KEY, code text NOT NULL, at bigint NOT NULL)',
  );
  const until = performance.now() + SECONDS * 1000;
  let count = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await pool.query('INSERT INTO redemption (code, at) VALUES ($1, $2)', ['ABC123XYZ789DEF456GH', count]);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  await pool.end();
  return count / SECONDS;
}
