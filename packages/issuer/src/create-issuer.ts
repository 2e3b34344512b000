import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '@checkout-perks/database';
import { Hono } from 'hono';
import type { IssuerControl } from './control/control.ts';
import { createControlRoutes } from './control/control-routes.ts';
import { createControl } from './control/create-control.ts';
import { createFaultBook } from './faults/fault-book.ts';
import { seededRandom } from './faults/seeded-random.ts';
import { type Sleep, sleep as systemSleep } from './faults/sleep.ts';
import { withFaults } from './faults/with-faults.ts';
import { isApiKey } from './foundation/api-key.ts';
import { wrongOption } from './foundation/wrong-option.ts';
import { createLoyalClientRoutes, type LoyalClientBehaviour } from './loyalclient/routes.ts';
import { createMerchant, type MerchantAccess, type NewMerchant } from './merchants/create-merchant.ts';
import { listSites, type Site } from './merchants/sites.ts';
import { createMottorRoutes, type MottorBehaviour } from './mottor/routes.ts';
import type { IssuerTables } from './schema/issuer-tables.ts';
import type { Ledger } from './schema/ledger.ts';
import { migrations } from './schema/migrations.ts';
import { createVDarRoutes, type VDarBehaviour } from './v-dar/routes.ts';

/** How an issuer is made. */
export interface IssuerOptions {
  /** A database URL such as `file:issuer.db`, or an open database, which the caller closes. */
  database: string | Pick<Database<IssuerTables>, 'as'>;
  /** ms since epoch; the system's clock unless given. */
  clock?: () => number;
  /** Makes ids; random UUIDs unless given. */
  newId?: () => string;
  /** Whether deactivating a code refunds its value to the site that issued it; true unless given. */
  refundOnDeactivate?: boolean;
  /** How V-DAR behaves where its documentation is ambiguous. */
  vDar?: VDarBehaviour;
  /** How Mottor behaves where its documentation is ambiguous. */
  mottor?: MottorBehaviour;
  /** How LoyalClient behaves where its documentation is ambiguous. */
  loyalClient?: LoyalClientBehaviour & {
    /** A path prefix under which its API is served too, such as `/tenant-1`. */
    prefix?: string;
  };
  /** Key of the control API under `/__issuer/`, 16 to 256 printable ASCII characters; without a key the API is closed. */
  controlKey?: string;
  /** Waits on behalf of faults, until its time is over or its signal aborts; the system's timers unless given. */
  sleep?: Sleep;
  /** Receives unexpected errors, which the caller sees as a bare 500; `console.error` unless given. */
  logError?: (failure: Failure) => void;
}

/** An issuer that speaks the APIs of V-DAR, Mottor and LoyalClient on its own database. */
export interface Issuer {
  /**
   * Answers a request. V-DAR's API is at `/api/v1`, Mottor's at `/v1` and LoyalClient's at `/integration/general`, as
   * documented. If a fault breaks the connection, it rejects as the global `fetch` does.
   */
  fetch(request: Request): Promise<Response>;
  /** What no provider's API can do: set up data, record orders in Mottor's checkout, set faults. */
  readonly control: IssuerControl;
  /** Creates a merchant with one site and one key. @throws `CONFIGURATION` naming the option that is wrong or taken */
  createMerchant(request: NewMerchant): Promise<MerchantAccess>;
  /** Lists the sites of all merchants, oldest first. */
  sites(): Promise<Site[]>;
  /** Closes the database, if the issuer opened it. Requests must have ended. */
  close(): Promise<void>;
}

/** What may be logged about an unexpected error. Its message could hold a code or a key, so it is left out. */
export interface Failure {
  name: string;
  /** The error's own code, such as `DATABASE_BUSY`. */
  code?: string;
}

/**
 * Opens an issuer, and creates missing tables.
 *
 * @throws {DatabaseError} when the database cannot be opened
 */
export async function createIssuer(options: IssuerOptions): Promise<Issuer> {
  const { database: given, clock = Date.now, newId = randomUUID, refundOnDeactivate = true } = options;
  const { logError = console.error, sleep = systemSleep, controlKey } = options;
  const { prefix, ...loyalClient } = options.loyalClient ?? {};
  if (controlKey !== undefined && !isApiKey(controlKey)) throw wrongOption('controlKey');
  if (prefix !== undefined && !/^(\/[\w.-]+)+$/.test(prefix)) throw wrongOption('loyalClient.prefix');

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

  const onFailure = (thrown: unknown) => logError(describeFailure(thrown));
  const books: Ledger = { database, clock, newId };

  /** Creates the three APIs with one clock. */
  function apis(ledger: Ledger): Hono {
    const app = new Hono();
    app.use(async (c, next) => {
      // Clients that correct clock skew compare expiry times with this header.
      c.header('Date', new Date(ledger.clock()).toUTCString());
      await next();
    });
    app.route('/api/v1', createVDarRoutes({ ...options.vDar, ledger, refundOnDeactivate, onFailure }));
    app.route('/v1', createMottorRoutes({ ...options.mottor, ledger, onFailure }));
    const loyalty = createLoyalClientRoutes({ ...loyalClient, ledger, onFailure });
    for (const before of prefix === undefined ? [''] : ['', prefix])
      app.route(`${before}/integration/general`, loyalty);
    app.notFound((c) => c.json({ detail: 'Not Found' }, 404));
    return app;
  }

  const book = createFaultBook(seededRandom);
  const app = apis(books);
  const faulty = withFaults({
    book,
    serve: async (request, then) => (then ? apis({ ...books, clock: then }) : app).fetch(request),
    clock,
    sleep,
    onFailure,
  });
  const control = createControl(books, book, faulty);
  if (controlKey !== undefined) app.route('/__issuer', createControlRoutes({ control, controlKey, onFailure }));

  return {
    fetch: faulty.fetch,
    control,
    createMerchant: (request) => createMerchant(books, request),
    sites: () => listSites(books),
    async close() {
      await faulty.close();
      await close();
    },
  };
}

function describeFailure(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {};
  return { name: thrown.name, ...code };
}
