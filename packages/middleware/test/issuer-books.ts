import type { Database } from '@checkout-perks/database';

/** What the issuer has written down of one merchant. Sums in minor units. */
export interface IssuerBooks {
  balance: number;
  codes: { code: string; amount: number; status: string; name: string | null }[];
  /** Codes that were spent, once for each time. */
  activations: { id: string; code: string; amount: number }[];
}

interface Tables {
  issuer_sites: { balance: number };
  issuer_codes: { number: number; code: string; amount: number; status: string; name: string | null };
  issuer_operations: { id: string; code_number: number; type: string; amount: number };
}

/** Reads the issuer's own tables: its API shows no names. */
export async function readIssuerBooks(database: Database<never>): Promise<IssuerBooks> {
  const { read } = database.as<Tables>();
  const { balance } = await read.selectFrom('issuer_sites').select('balance').executeTakeFirstOrThrow();
  const codes = await read.selectFrom('issuer_codes').selectAll().orderBy('number').execute();
  const activations = await read
    .selectFrom('issuer_operations')
    .innerJoin('issuer_codes', 'issuer_codes.number', 'issuer_operations.code_number')
    .where('type', '=', 'code_activation')
    .select(['issuer_operations.id', 'issuer_codes.code', 'issuer_operations.amount'])
    .execute();
  return {
    balance,
    codes: codes.map(({ code, amount, status, name }) => ({ code, amount, status, name })),
    activations,
  };
}
