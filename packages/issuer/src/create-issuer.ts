import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '@checkout-perks/database';
import { Hono } from 'hono';
import { createMerchant, type MerchantAccess, type NewMerchant } from './merchants/create-merchant.ts';
import { listSites, type Site } from './merchants/list-sites.ts';
import type { IssuerTables } from './schema/issuer-tables.ts';
import type { Ledger } from './schema/ledger.ts';
import { migrations } from './schema/migrations.ts';
import { createVDarRoutes } from './v-dar/routes.ts';

/** How an issuer is made. */
export interface IssuerOptions {
  /** Where the books are: a URL such as `file:issuer.db`, or an open database, which then stays the caller's to close. */
  database: string | Pick<Database<IssuerTables>, 'as'>;
  /** ms since epoch; the system's clock unless given. */
  clock?: () => number;
  /** Makes ids; random UUIDs unless given. */
  newId?: () => string;
  /** Whether deactivating a code pays its worth back to the site that issued it; true unless given. */
  refundOnDeactivate?: boolean;
  /** Told of unexpected errors, which the caller sees as a bare 500; `console.error` unless given. */
  logError?: (failure: Failure) => void;
}

/** A gift-code issuer that speaks V-DAR's API on its own database. */
export interface Issuer {
  /** Answers a request; the API is at `/api/v1`, as V-DAR documents it. */
  fetch(request: Request): Promise<Response>;
  /** Creates a merchant with one site and one key. @throws `CONFIGURATION` naming the option that is wrong or taken */
  createMerchant(request: NewMerchant): Promise<MerchantAccess>;
  /** Lists the sites of all merchants, oldest first. */
  sites(): Promise<Site[]>;
  /** Closes the database, if the issuer opened it. Requests must have ended. */
  close(): Promise<void>;
}

/** What may be logged of an unexpected error. Its message could hold a code or a key, so it is left out. */
export interface Failure {
  name: string;
  /** As the thrower set it, such as `DATABASE_BUSY`. */
  code?: string;
}

/**
 * Opens an issuer, and creates its tables where they are missing.
 *
 * @throws {DatabaseError} when the database cannot be opened
 */
export async function createIssuer(options: IssuerOptions): Promise<Issuer> {
  const { database: given, clock = Date.now, newId = randomUUID, refundOnDeactivate = true } = options;
  const { logError = console.error } = options;

  const isOwn = typeof given === 'string';
  const database = isOwn ? await openDatabase<IssuerTables>(given) : given.as<IssuerTables>();
  const close = async () => {
    if (isOwn) await database.close();
  };
  try {
    await database.migrate('issuer', migrations);
  } catch (thrown) {
    await close();
    throw thrown;
  }

  const ledger: Ledger = { database, clock, newId };
  const onFailure = (thrown: unknown) => logError(describeFailure(thrown));

  const app = new Hono();
  app.route('/api/v1', createVDarRoutes({ ledger, refundOnDeactivate, onFailure }));
  app.notFound((c) => c.json({ detail: 'Not Found' }, 404));

  return {
    fetch: async (request) => app.fetch(request),
    createMerchant: (request) => createMerchant(ledger, request),
    sites: () => listSites(ledger),
    close,
  };
}

function describeFailure(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {};
  return { name: thrown.name, ...code };
}
