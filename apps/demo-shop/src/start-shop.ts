import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVDarClient } from '@checkout-perks/core/providers/v-dar';
import { openDatabase } from '@checkout-perks/database';
import { createPerks, type PerksOptions } from '@checkout-perks/middleware';
import { getRequestListener } from '@hono/node-server';
import { createCartStore } from './cart/cart-store.ts';
import { MAX_CODES } from './checkout/typed-codes.ts';
import { createShop } from './create-shop.ts';
import { createDemoCodes } from './demo-codes/demo-codes.ts';
import { createInbox } from './inbox/inbox.ts';
import { DEMO_MEMBERS } from './issuer/demo-members.ts';
import { DEMO_PROMOS } from './issuer/demo-promos.ts';
import { startIssuer } from './issuer/start-issuer.ts';
import { openDataDir } from './open-data-dir.ts';
import { keepOrders } from './orders/keep-orders.ts';
import { createOrderStore } from './orders/order-store.ts';
import { connectProviders } from './providers/connect-providers.ts';
import type { ProviderAccess } from './providers/provider-access.ts';
import type { ShopConfig } from './read-config.ts';
import type { ShopLog } from './shop-log.ts';
import type { ShopParts } from './shop-parts.ts';
import { loadStaticFiles } from './static-files.ts';
import { migrations } from './tables/migrations.ts';
import type { ShopTables } from './tables/shop-tables.ts';

/** A running shop. */
export interface RunningShop {
  /** Address for shoppers. */
  url: string;
  /** Access to the shop's providers. */
  providers: ProviderAccess;
  /** Closes the shop and everything that it opened. */
  close(): Promise<void>;
}

/** The environment of the shop. */
export interface ShopSurroundings {
  log: ShopLog;
  /** ms since epoch; the system's clock unless given. */
  clock?: () => number;
  /** How often unfinished orders are checked, ms; 5000 unless given. */
  lookEvery?: number;
  /** Time limit of a call to a provider, ms; 5000 unless given. */
  providerTimeout?: number;
  /** How long the middleware waits before it answers without a provider, or with an unfinished order. */
  waits?: Pick<PerksOptions, 'quoteWithin' | 'timing'>;
}

/** Time limit of a call to a provider, ms. It is short, because a shopper waits. */
const PROVIDER_TIMEOUT = 5000;
/** Time limit of running requests when the shop closes, ms. */
const GRACE = 5000;

/** Opens the shop: data, issuer, middleware, pages, port. If a step fails, everything opened before is closed again. */
export async function startShop(config: ShopConfig, surroundings: ShopSurroundings): Promise<RunningShop> {
  const { log, clock = Date.now, lookEvery = 5000, providerTimeout = PROVIDER_TIMEOUT } = surroundings;
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };

  try {
    const data = await openDataDir(config.dataDir);
    let { providers } = config;
    if (!providers) {
      const own = await startIssuer(data, config.issuerControlKey);
      opened.push(own.close);
      providers = own.access;
    }

    const database = await openDatabase<ShopTables>(data.databaseUrl('shop.db'));
    opened.push(() => database.close());
    await database.migrate('shop', migrations);

    const inbox = config.demo ? createInbox(database, clock, newSecretId) : undefined;
    const perks = await createPerks({
      secret: data.secrets.perksSecret,
      merchantSecret: data.secrets.merchantSecret,
      currency: 'RUB',
      ...connectProviders(providers, clock, providerTimeout),
      loyalty: {
        customerSecret: data.secrets.customerSecret,
        // A real shop sends a text message here.
        ...(inbox && { sendCode: inbox.send }),
      },
      database: data.databaseUrl('perks.db'),
      clock,
      maxGiftCodes: MAX_CODES,
      recoverEvery: lookEvery,
      ...surroundings.waits,
      trustedProxies: config.trustedProxies,
      onError: ({ code, name }) => log({ event: 'perks-error', code, name }),
    });
    opened.push(() => perks.close());

    const client = createVDarClient({ ...providers.gift, timeoutMs: providerTimeout });
    const gifts = createDemoCodes({ client, database, clock, log });
    const demo = config.stocked
      ? { gifts, promos: DEMO_PROMOS, members: DEMO_MEMBERS }
      : { gifts, promos: [], members: [] };
    const parts: ShopParts = {
      carts: createCartStore(database, clock, newSecretId),
      orders: createOrderStore(database),
      perks,
      demo: config.demo ? demo : undefined,
      inbox,
      clock,
      newSecretId,
      log,
    };
    opened.push(keepOrders(parts, lookEvery));

    const shop = createShop({ parts, files: await loadStaticFiles(), publicUrl: config.publicUrl });
    const listener = getRequestListener(
      (request, env) => shop.fetch(request, { remoteAddress: (env.incoming as IncomingMessage).socket?.remoteAddress }),
      { overrideGlobalObjects: false },
    );
    const { port, stop } = await listen(listener, config);
    opened.push(stop);
    return { url: `http://${toUrlHost(config.host)}:${port}`, providers, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

async function listen(listener: Parameters<typeof createServer>[1], { port, host }: ShopConfig) {
  const server = createServer(listener as Parameters<typeof createServer>[0]);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const stop = () =>
    new Promise<void>((stopped) => {
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), GRACE);
      server.close(() => {
        clearInterval(sweep);
        clearTimeout(cut);
        stopped();
      });
    });
  return { port: (server.address() as AddressInfo).port, stop };
}

/** Converts the address that the shop listens on to a host name for a browser. */
function toUrlHost(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** Makes an id of 160 random bits that is safe in a path and a cookie. Order ids must begin with a letter. */
function newSecretId(): string {
  return `s${randomBytes(20).toString('base64url')}`;
}
