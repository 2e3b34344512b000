import { randomBytes, randomUUID } from 'node:crypto';
import { openDatabase } from '@checkout-perks/database';

const BATCH = 1000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Writes gift codes straight into an issuer's tables, because a million of them through its API would take minutes.
 *
 * @param {string} url The issuer's database
 * @param {string} siteId The site that issued them
 * @param {number} count How many, after those that are there
 * @returns {Promise<string[]>} A thousand of the codes, spread over all
 */
export async function fillCodes(url, siteId, count) {
  const database = await openDatabase(url);
  const sample = [];
  const every = Math.max(1, Math.floor(count / 1000));
  const site = await database.read.selectFrom('issuer_sites').selectAll().where('id', '=', siteId).executeTakeFirst();
  const merchant = await database.read
    .selectFrom('issuer_merchants')
    .selectAll()
    .where('id', '=', site.merchant_id)
    .executeTakeFirst();
  const first = merchant.codes + 1;
  const now = Date.now();

  for (let done = 0; done < count; done += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => {
      const code = Array.from(randomBytes(20), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
      if ((done + index) % every === 0) sample.push(code);
      return {
        merchant_id: merchant.id,
        number: first + done + index,
        id: randomUUID(),
        code,
        site_id: siteId,
        amount: 100_000,
        currency: site.currency,
        name: null,
        status: 'active',
        created_at: now,
        expires_at: now + 180 * 86_400_000,
      };
    });
    await database.transact((tx) => tx.insertInto('issuer_codes').values(rows).execute());
  }
  await database.transact((tx) =>
    tx
      .updateTable('issuer_merchants')
      .set({ codes: merchant.codes + count })
      .where('id', '=', merchant.id)
      .execute(),
  );
  await database.close();
  return sample;
}
