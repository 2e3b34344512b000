import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPerksClient, type PerksClient } from '@checkout-perks/core/client';
import type { Order, Problem, QuoteAnswer } from '@checkout-perks/core/contract';
import type { PerkKind } from '@checkout-perks/core/perks';
import { type Database, openDatabase } from '@checkout-perks/database';
import { createIssuer, type IssuerControl, type IssuerOptions, serveIssuer } from '@checkout-perks/issuer';
import { onTestFinished } from 'vitest';
import { createNodeHandler } from '../src/adapters/node.ts';
import { createPerks, type Perks, type PerksOptions } from '../src/index.ts';
import type { JournalTables } from '../src/journal/tables.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import { type IssuerBooks, readIssuerBooks } from './issuer-books.ts';
import { createMovableTime, type MovableTime } from './movable-time.ts';
import { newDatabase } from './new-database.ts';
import { API_KEY, type Offer, offerPerks } from './offer-perks.ts';
import { type IssuerSeeds, seedIssuer } from './seed-issuer.ts';
import { settleOrders } from './settle-orders.ts';

export { API_KEY };
export const SECRET = 'the-secret-of-the-shop-that-is-tested';
export const MERCHANT_SECRET = 'merchant-secret-0123456789';
export const CUSTOMER_SECRET = 'the-secret-that-signs-customer-tokens';
/** What the merchant can issue codes for at the start, minor units. */
export const BALANCE = 1_000_000_000;

/** Longest that a call to a provider may take, ms: so long that no call on a busy machine does. Faults need not wait for it. */
const TIMEOUT = 30_000;
/** What follows from that. A caller waits for less than the grace, so that tests move the clock past it instead. */
export const timingOf = (timeoutMs: number) => ({ lease: 2.5 * timeoutMs, grace: timeoutMs + 1000, wait: 20_000 });

/** How a shop under test is set up. */
export interface ShopOptions extends Partial<PerksOptions> {
  /** Which perks the shop offers; gift codes alone unless given. */
  perks?: readonly PerkKind[];
  /** How the issuer plays LoyalClient where its document leaves it open. */
  loyalClient?: IssuerOptions['loyalClient'];
  /** Longest that a call to the provider may take, ms. */
  timeoutMs?: number;
}

/** An answer of the middleware; the tests look at every field themselves. */
export interface Answer {
  status: number;
  headers: Headers;
  json: Problem & Order & QuoteAnswer;
}

/** A one-time code that the shop has sent. */
export interface SentCode {
  phone: string;
  code: string;
  locale: string;
}

/** A shop's server with the middleware on a port, and the issuer behind it on another. */
export interface Shop extends IssuerSeeds {
  perks: Perks;
  client: PerksClient;
  /** The mount path with its origin. */
  url: string;
  proxy: FaultyProxy;
  /** URL of the database in which the middleware keeps its journal. */
  database: string;
  journal: Database<JournalTables>;
  issuer: string;
  /** Asks the issuer without the network, where many requests only prepare a test. */
  ask: Ask;
  /** Sets the issuer's books up, plays Mottor's checkout, reads a member. */
  control: IssuerControl;
  /** Where the shop's providers are, for a process of its own. */
  offer: Offer;
  /** One-time codes that were sent, where the shop offers points. */
  sent: SentCode[];
  mishaps: unknown[];
  /** Moves the clocks of the middleware and the issuer. */
  time: MovableTime;
  /** Opens another middleware on the same journal and the same issuer, as another process would, set up alike. */
  another(options?: ShopOptions): Promise<{ perks: Perks; client: PerksClient }>;
  /** Buys a gift code, worth this in minor units and good for so many seconds. */
  newGift(amount: number, seconds?: number): Promise<string>;
  /** Sends a request to the middleware as the merchant; an object is sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Has recovery look after orders until it has none to look after, and moves time where it would wait. */
  recovered(): Promise<void>;
  /** Lets the leases of processes that were killed run out. No other may be at work, since its leases end too. */
  leasesEnd(): Promise<void>;
  books(): Promise<IssuerBooks>;
  /** Has something done when the shop is closed. */
  onClose(work: () => unknown): void;
}

/** A cart worth this, minor units. */
export function cartOf(total: number, currency = 'RUB') {
  return { currency, lines: [{ id: 'tea', quantity: 1, unitPrice: total }] };
}

/** Starts a shop that is closed when the running test is over. */
export async function startShop(options: ShopOptions = {}): Promise<Shop> {
  const { shop, close } = await openShop(options);
  onTestFinished(close);
  return shop;
}

/** Runs work on a shop of its own; for tests that run side by side. */
export async function withShop(options: ShopOptions, work: (shop: Shop) => Promise<void>): Promise<void> {
  const { shop, close } = await openShop(options);
  try {
    await work(shop);
  } finally {
    await close();
  }
}

/** Starts a shop for a whole file of tests. */
export async function openShop(options: ShopOptions = {}): Promise<{ shop: Shop; close(): Promise<void> }> {
  const time = createMovableTime();
  const clock = () => Date.now() + time.ahead;
  /** The middleware's, where it does not go by the issuer's. */
  const clockOf = ({ clock: own }: ShopOptions) => (own ? () => own() + time.ahead : clock);
  const closing: (() => unknown)[] = [];

  const books = await openDatabase<never>('file::memory:');
  const { loyalClient } = options;
  const issuer = await createIssuer({ database: books, clock, ...(loyalClient ? { loyalClient } : {}) });
  const seeds = await seedIssuer(issuer, BALANCE);
  const served = await serveIssuer(issuer, { port: 0 });
  const proxy = await startFaultyProxy(served.url);
  closing.push(
    () => books.close(),
    () => served.close(),
    () => proxy.close(),
  );

  const { url: database, remove } = await newDatabase();
  closing.push(remove);
  const mishaps: unknown[] = [];
  const sent: SentCode[] = [];
  const offerOf = ({ perks = ['gift'], timeoutMs = TIMEOUT }: ShopOptions): Offer => {
    return { perks, url: proxy.url, siteId: seeds.siteId, timeoutMs };
  };
  async function open(changes: ShopOptions): Promise<Perks> {
    const all = { ...options, ...changes };
    const { perks: _, loyalClient: __, timeoutMs: ___, clock: ____, ...given } = all;
    const clock = clockOf(all);
    const offer = offerOf(all);
    const sendCode = async (code: SentCode) => void sent.push(code);
    const perks = await createPerks({
      secret: SECRET,
      merchantSecret: MERCHANT_SECRET,
      currency: 'RUB',
      ...offerPerks(offer, clock),
      ...(offer.perks.includes('points')
        ? { loyalty: { sendCode, customerSecret: CUSTOMER_SECRET, appCode: /^\d{6}$/ } }
        : {}),
      database,
      recoverEvery: 0,
      guesses: { wrongCodes: 100_000 },
      // Look-ups of a busy machine take long, and no test hangs on whether a provider was just left alone.
      quoteWithin: 60_000,
      guarding: { failures: 1_000_000 },
      onError: (mishap) => mishaps.push(mishap),
      ...given,
      clock,
      timing: { ...timingOf(offer.timeoutMs), ...options.timing, ...changes.timing },
    });
    closing.push(() => perks.close());
    return perks;
  }
  async function serve(perks: Perks): Promise<string> {
    const server = createServer(createNodeHandler(perks));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closing.push(() => server.closeAllConnections());
    closing.push(() => server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}${perks.basePath}`;
  }
  const clientOf = (url: string) =>
    createPerksClient({ baseUrl: url, merchantSecret: MERCHANT_SECRET, timeoutMs: 170_000 });

  const perks = await open(options);
  const url = await serve(perks);
  const journal = await openDatabase<JournalTables>(database);
  closing.push(() => journal.close());

  const shop: Shop = {
    perks,
    client: clientOf(url),
    url,
    proxy,
    database,
    journal,
    ...seeds,
    issuer: served.url,
    control: issuer.control,
    offer: offerOf(options),
    sent,
    mishaps,
    time,
    another: async (changes = {}) => {
      const other = await open(changes);
      return { perks: other, client: clientOf(await serve(other)) };
    },
    newGift: (amount, seconds) => newGift(served.url, amount, seconds, issuer.fetch),
    ask: issuer.fetch,
    call: (method, path, body, headers) => call(url + path, method, body, headers),
    recovered: () =>
      settleOrders({
        journal,
        clock: clockOf(options),
        pass: (ms) => {
          time.ahead += ms;
        },
        recover: perks.recover,
        idle: proxy.idle,
      }),
    async leasesEnd() {
      await proxy.idle();
      time.ahead += timingOf(offerOf(options).timeoutMs).lease;
    },
    books: () => readIssuerBooks(books),
    onClose: (work) => void closing.push(work),
  };
  return {
    shop,
    async close() {
      for (const end of closing.reverse()) await end();
    },
  };
}

/** Asks the issuer; `fetch`, or without the network. */
type Ask = (request: Request) => Promise<Response>;

/** Buys a gift code straight from an issuer, worth this in minor units and good for so many seconds. */
export async function newGift(issuer: string, amount: number, seconds?: number, ask: Ask = fetch): Promise<string> {
  const response = await ask(
    new Request(`${issuer}/api/v1/codes/generate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': API_KEY },
      body: JSON.stringify({ amount: amount / 100, expires_in_seconds: seconds }),
    }),
  );
  const { code } = (await response.json()) as { code: string };
  return code;
}

/** Somebody else spends a code of this worth, minor units, at the same issuer. @returns The code */
export async function strangerSpends(issuer: string, amount: number): Promise<string> {
  const code = await newGift(issuer, amount);
  await spend(issuer, code);
  return code;
}

/** Spends a code straight at an issuer. */
export async function spend(issuer: string, code: string, ask: Ask = fetch): Promise<void> {
  await ask(
    new Request(`${issuer}/api/v1/codes/activate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': API_KEY },
      body: JSON.stringify({ code }),
    }),
  );
}

async function call(url: string, method: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${MERCHANT_SECRET}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text === '' ? {} : JSON.parse(text) };
}
