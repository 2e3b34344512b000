import { fileURLToPath } from 'node:url';
import type { Database } from '../../src/contract/database.ts';
import { sqlite } from '../dialects/sqlite.ts';
import { openShop, type Shop } from '../open-shop.ts';

/** An empty shop, and the file that it is in. */
export async function openShopFile(): Promise<{ db: Database<Shop>; url: string; path: string }> {
  const { db, url } = await openShop(sqlite);
  return { db, url, path: fileURLToPath(url) };
}
