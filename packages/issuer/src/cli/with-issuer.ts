import { createIssuer, type Issuer } from '../create-issuer.ts';

/** The database's address. Its default is not shown: `DATABASE_URL` may hold a password. */
export const databaseArg = {
  database: {
    type: 'string',
    description: 'Where the books are; DATABASE_URL or file:issuer.db unless given',
    valueHint: 'url',
  },
} as const;

/** Tells where the books are. */
export function databaseUrl({ database }: { database?: string | undefined }): string {
  return database ?? (process.env.DATABASE_URL || 'file:issuer.db');
}

/** Opens the books for one command; an issuer may be running on them meanwhile. */
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
