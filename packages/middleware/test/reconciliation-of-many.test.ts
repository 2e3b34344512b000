import { randomUUID } from 'node:crypto';
import { createVDarGiftProvider } from '@checkout-perks/core/providers/v-dar';
import { type Database, openDatabase } from '@checkout-perks/database';
import { createIssuer, serveIssuer } from '@checkout-perks/issuer';
import { expect, it, onTestFinished } from 'vitest';
import { createPerks } from '../src/index.ts';
import type { JournalTables } from '../src/journal/tables.ts';
import { newDatabase } from './new-database.ts';
import { API_KEY } from './offer-perks.ts';
import { MERCHANT_SECRET, SECRET } from './start-shop.ts';

interface IssuerBooks {
  issuer_merchants: { id: string; codes: number; operations: number };
  issuer_codes: Record<string, string | number | null>;
  issuer_operations: Record<string, string | number>;
}

const COUNT = 10_000;
const CHUNK = 500;
const MINUTE = 60_000;
/** How far the provider's clock is behind. */
const BEHIND = 300 * MINUTE;

it(`compares ${COUNT} operations in seconds, and finds the five that differ`, async () => {
  const books = await openDatabase<IssuerBooks>('file::memory:');
  const issuer = await createIssuer({ database: books as unknown as Database<never> });
  const { siteId } = await issuer.createMerchant({ login: 'shop', currency: 'RUB', balance: 1, apiKey: API_KEY });
  const served = await serveIssuer(issuer, { port: 0 });
  const { url: database, remove } = await newDatabase();
  const gift = createVDarGiftProvider({ baseUrl: `${served.url}/api/v1`, apiKey: API_KEY, siteId });
  const options = { secret: SECRET, merchantSecret: MERCHANT_SECRET, currency: 'RUB', recoverEvery: 0 };
  const perks = await createPerks({ ...options, gift, database });
  const journal = await openDatabase<JournalTables>(database);
  onTestFinished(async () => {
    await journal.close();
    await perks.close();
    await served.close();
    await books.close();
    await remove();
  });

  const deeds = Array.from({ length: COUNT }, (_, index) => ({
    index,
    id: randomUUID(),
    amount: 10_000 + (index % 50),
    at: Date.now() - MINUTE * (60 + index),
  })).toReversed();
  await enterAtProvider(books, siteId, deeds);
  // One of them is in no journal, two are there with another sum, and two of the journal the provider never saw.
  const ours = deeds.slice(1).map((deed) => (deed.index % 5000 === 0 ? { ...deed, amount: deed.amount + 1 } : deed));
  const never = [1, 2].map((index) => ({ index: -index, id: randomUUID(), amount: 5, at: Date.now() - 30 * MINUTE }));
  await enterInJournal(journal, [...ours, ...never]);

  const { differences, checked } = await perks.reconcile();
  expect(checked.activations).toEqual({ provider: COUNT, journal: COUNT + 1 });
  expect(differences.filter(({ kind }) => kind === 'activation').map(({ cause }) => cause)).toEqual([
    'not_in_journal',
    'amount_differs',
    'amount_differs',
    'not_at_provider',
    'not_at_provider',
  ]);

  // Of two days, although the provider tells the first hours of them as the third.
  const recent = await perks.reconcile({ since: new Date(Date.now() - 2880 * MINUTE).toISOString() });
  expect(recent.differences.filter(({ kind }) => kind === 'activation').map(({ cause }) => cause)).toEqual([
    'amount_differs',
    'not_at_provider',
    'not_at_provider',
  ]);
  expect(recent.checked.activations.journal).toBeLessThan(2900);
});

type Deed = { index: number; id: string; amount: number; at: number };

async function enterAtProvider(books: Database<IssuerBooks>, siteId: string, deeds: readonly Deed[]): Promise<void> {
  await books.transact(async (tx) => {
    const { id: merchant_id } = await tx.selectFrom('issuer_merchants').select('id').executeTakeFirstOrThrow();
    const same = { merchant_id, site_id: siteId, currency: 'RUB' };
    for (let first = 0; first < deeds.length; first += CHUNK) {
      const chunk = deeds.slice(first, first + CHUNK).map((deed, index) => ({ deed, number: first + index + 1 }));
      const codes = chunk.map(({ deed: { id, amount, at }, number }) => {
        const code = id.replaceAll('-', '').slice(0, 20).toUpperCase();
        const times = { created_at: at - 200 * 24 * 60 * MINUTE, expires_at: at + MINUTE };
        return { ...same, ...times, number, id: randomUUID(), code, amount, name: null, status: 'activated' };
      });
      const operations = chunk.map(({ deed: { id, amount, at }, number }) => {
        return { ...same, number, id, code_number: number, type: 'code_activation', amount, created_at: at - BEHIND };
      });
      await tx.insertInto('issuer_codes').values(codes).execute();
      await tx.insertInto('issuer_operations').values(operations).execute();
    }
    await tx.updateTable('issuer_merchants').set({ codes: deeds.length, operations: deeds.length }).execute();
  });
}

async function enterInJournal(journal: Database<JournalTables>, deeds: readonly Deed[]): Promise<void> {
  const none = { lease_owner: null, lease_until: 0, wake_at: null, reason: null, resume_state: null };
  for (let first = 0; first < deeds.length; first += CHUNK) {
    const chunk = deeds.slice(first, first + CHUNK);
    await journal.transact(async (tx) => {
      const orders = chunk.map(({ index, at, amount }) => ({
        ...none,
        ...{ id: `o${index}`, state: 'committed' as const, request_hash: '', quote: '{}', currency: 'RUB' },
        ...{ total: amount, amount_due: 0, expires_at: at, created_at: at, updated_at: at },
        ...{ points: null, member: null, sealed_member: null, promos: 0, refunds: null },
      }));
      const effects = chunk.map(({ id, index, amount, at }) => ({
        ...{ order_id: `o${index}`, position: 0, kind: 'activate' as const, purpose: 'pay' as const },
        ...{ gift_position: null, amount, currency: 'RUB', points: null, state: 'applied' as const },
        ...{ reference: randomUUID(), snapshot: null, since: at, sent_at: at, attempts: 1, wake_at: at },
        ...{
          receipt_id: `activate:${id}`,
          sealed_receipt: null,
          error: null,
          question: null,
          answer: null,
          refund: null,
        },
      }));
      await tx.insertInto('perks_order').values(orders).execute();
      await tx.insertInto('perks_effect').values(effects).execute();
    });
  }
}
