import { type Database, openDatabase } from '@checkout-perks/database';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { IssuerTables } from '../src/schema/issuer-tables.ts';
import { newDatabase } from './support/new-database.ts';
import { type Listed, onPort, openMottor, SITE, USER } from './support/open-mottor.ts';

const MANY = 100_000;
const FEW = 10_000;

/** Copies the site's FEW promos until it has MANY, ten times faster than adding them. */
async function multiply(database: Database<IssuerTables>): Promise<void> {
  await database.transact(async (tx) => {
    const copies = Array.from({ length: MANY / FEW - 1 }, (_, i) => `select ${(i + 1) * FEW} as more`).join(
      ' union all ',
    );
    await sql`
      insert into issuer_mottor_promos
      select id + more, site_id, pos + more, 'CODE' || (pos + more), 'code' || (pos + more), is_enabled, bonus_type,
        bonus_amount, bonus_amount_is_in_percentages, time_limit_is_enabled, d_on, d_off, quantity_limit_is_enabled,
        quantity_limit, personal_limit_is_enabled, used, created_at
      from issuer_mottor_promos, (${sql.raw(copies)}) as copies`.execute(tx);
    await tx.updateTable('issuer_mottor_sites').set({ promos: MANY }).execute();
  });
}

describe('a list of 100 000 promos', () => {
  it('is answered completely and in order on a port, while other calls run', async () => {
    const database = await openDatabase<IssuerTables>(await newDatabase());
    onTestFinished(() => database.close());
    const { issuer, control, apiKey } = await openMottor({ database });
    const promos = Array.from({ length: FEW }, (_, i) => ({ code: `CODE${i}`, is_enabled: true }));
    await control.mottor.addPromos({ siteId: SITE, promos });
    await multiply(database);
    await control.mottor.checkOut({ siteId: SITE, code: 'code99999', goods: 100 });
    await control.mottor.checkOut({ siteId: SITE, code: 'code500', goods: 100, lagMs: 1000 });

    const { url } = await onPort(issuer);
    const headers = { Authorization: `Bearer ${apiKey}`, 'X-Api-User-Id': String(USER) };
    const response = await fetch(`${url}/v1/promo?site_id=${SITE}`, { headers });
    const parts: Uint8Array[] = [];
    // The list is larger than all buffers, so the answer stays open until it is read.
    for await (const part of response.body ?? []) {
      parts.push(part);
      if (parts.length % 50 === 1) expect((await fetch(`${url}/v1/promo/1`, { headers })).status).toBe(200);
    }
    expect(parts.length).toBeGreaterThan(50);
    const list: Listed[] = JSON.parse(Buffer.concat(parts).toString());
    expect(list).toHaveLength(MANY);
    expect(list.every(({ pos, code }, index) => pos === index && code === `CODE${index}`)).toBe(true);
    expect(list[99_999]).toMatchObject({ promo_used_count: 1, is_valid: true });
    expect(list[500]).toMatchObject({ promo_used_count: 0 });
  });

  it('is read in parts of at most 1000 promos, and other calls are answered in between', async () => {
    const { issuer, control, apiKey, call } = await openMottor();
    const promos = Array.from({ length: 3500 }, (_, i) => ({ code: `CODE${i}` }));
    await control.mottor.addPromos({ siteId: SITE, promos });
    const headers = { Authorization: `Bearer ${apiKey}`, 'X-Api-User-Id': String(USER) };
    const request = new Request(`http://issuer.test/v1/promo?site_id=${SITE}`, { headers });
    const response = await issuer.fetch(request);
    const counts: number[] = [];
    for await (const part of response.body ?? []) {
      counts.push(Buffer.from(part).toString().split('"code":').length - 1);
      expect((await call('GET', '/promo/1')).status).toBe(200);
    }
    expect(counts).toStrictEqual([1000, 1000, 1000, 500, 0]);
  });

  it.each([999, 1000, 1001, 2000, 2001])('is strict JSON with any length of its last part: %i', async (count) => {
    const { control, call } = await openMottor();
    const promos = Array.from({ length: count }, (_, i) => ({ code: `CODE${i}` }));
    await control.mottor.addPromos({ siteId: SITE, promos });
    const { json, headers } = await call('GET', `/promo?site_id=${SITE}`);
    expect((json as Listed[]).map(({ pos }) => pos)).toStrictEqual(promos.map((_, i) => i));
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('breaks off if the database fails, and never looks complete', async () => {
    const { issuer, control, apiKey, failures } = await openMottor();
    const promos = Array.from({ length: 5000 }, (_, i) => ({ code: `CODE${i}` }));
    await control.mottor.addPromos({ siteId: SITE, promos });
    const headers = { Authorization: `Bearer ${apiKey}`, 'X-Api-User-Id': String(USER) };
    const request = new Request(`http://issuer.test/v1/promo?site_id=${SITE}`, { headers });
    const response = await issuer.fetch(request);
    await issuer.close();
    await expect(response.text()).rejects.toThrow();
    expect(failures).toStrictEqual([{ name: 'DatabaseError', code: 'DATABASE_CLOSED' }]);
  });
});
