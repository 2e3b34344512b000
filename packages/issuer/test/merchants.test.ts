import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openDatabase } from '@checkout-perks/database';
import { temporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createIssuer } from '../src/index.ts';
import type { IssuerTables } from '../src/schema/issuer-tables.ts';
import { createCaller, newGift, openIssuer, readBalance } from './support/open-issuer.ts';

describe('createMerchant', () => {
  it('returns a working key and site, and lists the site', async () => {
    const { issuer, siteId } = await openIssuer();
    const made = await issuer.createMerchant({ login: 'shop2', currency: 'USD', balance: 12_345 });
    expect(made.apiKey).toMatch(/^[\w-]{43}$/);
    const call = createCaller(issuer, made.apiKey);
    expect(await readBalance(call, made.siteId)).toBe(123.45);
    expect((await call('POST', '/codes/generate', { body: { amount: 1 } })).json.currency_code).toBe('USD');
    expect(await issuer.sites()).toStrictEqual([
      { siteId, login: 'shop1', currency: 'RUB', balance: 5_000_000 },
      { siteId: made.siteId, login: 'shop2', currency: 'USD', balance: 12_245 },
    ]);
  });

  it('accepts a key of 16 characters or more', async () => {
    const { issuer } = await openIssuer();
    const apiKey = 'sixteen-letters!';
    const made = await issuer.createMerchant({ login: 'shop2', currency: 'RUB', balance: 0, apiKey });
    expect(made.apiKey).toBe(apiKey);
    expect((await createCaller(issuer, apiKey)('GET', '/codes/')).status).toBe(200);
  });

  it('counts in the minor units of its currency', async () => {
    const { issuer } = await openIssuer();
    const { apiKey, siteId } = await issuer.createMerchant({ login: 'tokyo', currency: 'JPY', balance: 5000 });
    const call = createCaller(issuer, apiKey);
    await newGift(call, 1200);
    expect(await readBalance(call, siteId)).toBe(3800);
    expect((await call('POST', '/codes/generate', { body: { amount: 1.5 } })).status).toBe(422);
  });

  it('names the option that is wrong or taken', async () => {
    const { issuer } = await openIssuer();
    const good = { login: 'shop2', currency: 'RUB', balance: 100 };
    const wrong = [
      ['login', { login: '' }],
      ['login', { login: 'x'.repeat(65) }],
      ['login', { login: ' shop2' }],
      ['login', { login: 'shop\n2' }],
      ['login', { login: 'shop1' }],
      ['currency', { currency: 'rub' }],
      ['currency', { currency: 'ROUBLE' }],
      ['balance', { balance: -1 }],
      ['balance', { balance: 0.5 }],
      ['balance', { balance: Number.MAX_SAFE_INTEGER + 1 }],
      ['apiKey', { apiKey: 'fifteen-letters' }],
      ['apiKey', { apiKey: 'sixteen letters ' }],
    ] as const;
    for (const [option, fields] of wrong) {
      const made = issuer.createMerchant({ ...good, ...fields });
      await expect(made).rejects.toMatchObject({ code: 'CONFIGURATION', details: { option } });
    }
    expect(await issuer.sites()).toHaveLength(1);
  });
});

describe('a merchant with two sites', () => {
  it('credits the named site, and debits and refunds the default site', async () => {
    const database = await openDatabase<IssuerTables>('file::memory:');
    onTestFinished(() => database.close());
    const { call, siteId } = await openIssuer({ database });
    const second = '123e4567-e89b-42d3-a456-426614174000';
    await database.transact(async (tx) => {
      const { merchant_id } = await tx.selectFrom('issuer_sites').select('merchant_id').executeTakeFirstOrThrow();
      const site = { id: second, merchant_id, login: 'shop1-outlet', currency: 'RUB', balance: 0, created_at: 0 };
      await tx.insertInto('issuer_sites').values(site).execute();
    });

    await call('POST', '/codes/activate', { body: { code: await newGift(call, 100), site_id: second } });
    expect([await readBalance(call, siteId), await readBalance(call, second)]).toStrictEqual([49_900, 100]);
    await call('POST', '/codes/activate', { body: { code: await newGift(call, 100) } });
    await call('DELETE', `/codes/${await newGift(call, 100)}`);
    expect([await readBalance(call, siteId), await readBalance(call, second)]).toStrictEqual([49_900, 100]);
  });
});

describe('the database', () => {
  it('stays open if the caller passed it in', async () => {
    const database = await openDatabase<IssuerTables>('file::memory:');
    onTestFinished(() => database.close());
    const issuer = await createIssuer({ database });
    await issuer.createMerchant({ login: 'shop1', currency: 'RUB', balance: 1 });
    await issuer.close();
    expect(await database.read.selectFrom('issuer_sites').select('login').execute()).toHaveLength(1);
  });

  it('stores only the hash of a key', async () => {
    const folder = temporaryFolder();
    const issuer = await createIssuer({ database: pathToFileURL(join(folder, 'issuer.db')).href });
    const { apiKey } = await issuer.createMerchant({ login: 'shop1', currency: 'RUB', balance: 100_000 });
    await newGift(createCaller(issuer, apiKey));
    const { vDar, mottor, loyalClient } = await issuer.control.seed();
    const { apiKey: second } = await issuer.control.mottor.createKey(mottor);
    await issuer.close();

    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    const bytes = Buffer.concat(files);
    for (const key of [apiKey, vDar.apiKey, mottor.apiKey, second, loyalClient.apiKey]) {
      expect(bytes.includes(key)).toBe(false);
      expect(bytes.includes(createHash('sha256').update(key).digest('hex'))).toBe(true);
    }
  });
});
