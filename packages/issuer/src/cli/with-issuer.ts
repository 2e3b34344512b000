import { createIssuer, type Issuer } from '../create-issuer.ts';

/** The `--database` option. Help does not show its default, because `DATABASE_URL` may contain a password. */
export const databaseArg = {
  database: {
    type: 'string',
    description: 'Database URL; DATABASE_URL or file:issuer.db unless given',
    valueHint: 'url',
  },
} as const;

/** Gets the database's URL from the option, the environment or the default. */
export function databaseUrl({ database }: { database?: string | undefined }): string {
  return database ?? (process.env.DATABASE_URL || 'file:issuer.db');
}

/** Opens an issuer for one command; another issuer may be running on the same database. */
export async function withIssuer(
  args: { database?: string | undefined },
  work: (issuer: Issuer) => Promise<void>,
): Promise<void> {
  const issuer = await createIssuer({ database: databaseUrl(args) });
  try {
    await work(issuer);
  } finally {
    await issuer.close();
  }
}
