import { isPerksError } from '@checkout-perks/core/errors';
import type { VDarClient, VDarCode } from '@checkout-perks/core/providers/v-dar';
import type { Database } from '@checkout-perks/database';
import type { ShopLog } from '../shop-log.ts';
import type { ShopTables } from '../tables/shop-tables.ts';

/** A demo gift code. */
export interface DemoCode {
  code: string;
  /** Kopecks. */
  amount: number;
}

/** The gift codes that the demo shows. */
export interface DemoCodes {
  /** Lists one active code of each value; a used code is replaced by a new one. @throws `PROVIDER_*` */
  list(): Promise<DemoCode[]>;
}

/** Values of the demo codes, kopecks: from less than any order to more than most. */
export const DEMO_AMOUNTS: readonly number[] = [50_000, 150_000, 500_000, 2_000_000];

const PAGE_SIZE = 100;
const MAX_PAGES = 20;
const GOOD_FOR = 30 * 24 * 60 * 60;

/** Options of the demo codes. */
export interface DemoCodesOptions {
  client: Pick<VDarClient, 'listCodes' | 'generateCode'>;
  database: Database<ShopTables>;
  clock: () => number;
  log: ShopLog;
}

/**
 * Finds demo codes in the merchant's list, over the provider's real API. It shows only codes that it issued itself, because
 * the list also contains new codes that belong to shoppers.
 */
export function createDemoCodes({ client, database, clock, log }: DemoCodesOptions): DemoCodes {
  let queue: Promise<unknown> = Promise.resolve();

  async function find(): Promise<DemoCode[]> {
    const rows = await database.read.selectFrom('shop_demo_codes').select('id').execute();
    const ours = new Set(rows.map((row) => row.id));
    const found = new Map<number, VDarCode>();
    for (let page = 1; page <= MAX_PAGES && found.size < DEMO_AMOUNTS.length && ours.size > 0; page += 1) {
      const { items, total } = await client.listCodes({ page, size: PAGE_SIZE });
      for (const item of items) {
        if (item.status === 'active' && ours.has(item.id) && !found.has(item.amount)) found.set(item.amount, item);
      }
      if (items.length === 0 || page * PAGE_SIZE >= total) break;
    }

    const codes: DemoCode[] = [];
    for (const amount of DEMO_AMOUNTS) {
      const code = found.get(amount) ?? (await issue(amount));
      if (code) codes.push({ code: code.code, amount });
    }
    return codes;
  }

  async function issue(amount: number): Promise<VDarCode | undefined> {
    try {
      const made = await client.generateCode({ amount, currency: 'RUB', name: 'Demo', expiresInSeconds: GOOD_FOR });
      await database.transact((tx) =>
        tx.insertInto('shop_demo_codes').values({ id: made.id, amount, created_at: clock() }).execute(),
      );
      return made;
    } catch (thrown) {
      if (!isPerksError(thrown) || thrown.code !== 'PROVIDER_FUNDS') throw thrown;
      log({ event: 'demo-code-not-issued', code: thrown.code });
      return undefined;
    }
  }

  return {
    list() {
      // Calls run one at a time. Otherwise two visitors at once would issue the codes twice.
      const mine = queue.then(find);
      queue = mine.catch(() => undefined);
      return mine;
    },
  };
}
