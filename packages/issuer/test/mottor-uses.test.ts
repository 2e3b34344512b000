import { describe, expect, it } from 'vitest';
import { START } from './support/open-issuer.ts';
import { openMottor, readList, SITE } from './support/open-mottor.ts';

const HOUR = 3_600_000;
const at = (ms: number) => new Date(START + ms).toISOString();
const percent = { bonus_amount_is_in_percentages: true };

describe('is_valid', () => {
  it('is true if the promo is enabled, the time is right, and uses are left', async () => {
    const { call, newPromo, control } = await openMottor();
    const timed = { time_limit_is_enabled: true };
    const counted = { quantity_limit_is_enabled: true };
    const promos: [string, Parameters<typeof newPromo>[0], boolean][] = [
      ['on', {}, true],
      ['off', { is_enabled: false }, false],
      ['begun', { ...timed, d_on: at(0) }, true],
      ['soon', { ...timed, d_on: at(1) }, false],
      ['ended', { ...timed, d_off: at(0) }, false],
      ['ending', { ...timed, d_off: at(1) }, true],
      ['forever', { ...timed }, true],
      ['unlimited', { d_off: at(-HOUR) }, true],
      ['none', { ...counted, quantity_limit: 0 }, false],
      ['one', { ...counted, quantity_limit: 1 }, true],
      ['used', { ...counted, quantity_limit: 1 }, false],
      ['uncounted', { quantity_limit: 0 }, true],
      ['offAndTimed', { ...timed, is_enabled: false, d_on: at(-HOUR), d_off: at(HOUR) }, false],
    ];
    for (const [code, fields] of promos) await newPromo({ code, ...fields });
    await control.mottor.checkOut({ siteId: SITE, code: 'used', goods: 100 });
    expect((await readList(call)).map(({ code, is_valid }) => [code, is_valid])).toStrictEqual(
      promos.map(([code, , valid]) => [code, valid]),
    );
  });

  it('follows the clock to the millisecond, without a write', async () => {
    const { call, newPromo, time } = await openMottor();
    await newPromo({ time_limit_is_enabled: true, d_on: at(HOUR), d_off: at(2 * HOUR) });
    const seen: boolean[] = [];
    for (const moment of [HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR]) {
      time.now = START + moment;
      seen.push((await readList(call))[0]?.is_valid ?? false);
    }
    expect(seen).toStrictEqual([false, true, true, false]);
  });
});

describe('a checkout', () => {
  it('applies the discount to the goods or the delivery, rounded half up, and never more than their price', async () => {
    const { control, newPromo } = await openMottor();
    const orders: [Parameters<typeof newPromo>[0], number, number, number][] = [
      [{ bonus_amount: 10, ...percent }, 99_995, 30_000, 10_000], // 9999.5
      [{ bonus_amount: 10, ...percent }, 99_994, 30_000, 9_999],
      [{ bonus_amount: 12.5, ...percent }, 100, 0, 13], // 12.5
      [{ bonus_amount: 33.33, ...percent }, 100_000, 0, 33_330],
      [{ bonus_amount: 100, ...percent }, 77_777, 1, 77_777],
      [{ bonus_amount: 500 }, 200_000, 30_000, 50_000],
      [{ bonus_amount: 500 }, 49_999, 30_000, 49_999],
      [{ bonus_amount: 0.01 }, 100, 0, 1],
      [{ bonus_type: 3, bonus_amount: 50, ...percent }, 100_000, 30_001, 15_001],
      [{ bonus_type: 3, bonus_amount: 500 }, 100_000, 30_000, 30_000],
      [{ bonus_type: 3, bonus_amount: 500 }, 100_000, 0, 0],
      [{ bonus_amount: 10, ...percent }, 1e12, 1e12, 1e11],
    ];
    for (const [index, [fields, goods, delivery, discount]] of orders.entries()) {
      const code = `promo${index}`;
      await newPromo({ code, ...fields });
      const done = await control.mottor.checkOut({ siteId: SITE, code, goods, delivery });
      expect([index, done]).toMatchObject([index, { ok: true, discount, total: goods + delivery - discount }]);
    }
  });

  it('counts the use, lists statistics oldest first, and keeps a changed promo’s old terms under its new code', async () => {
    const { call, control, newPromo, time } = await openMottor();
    const id = await newPromo();
    await control.mottor.checkOut({ siteId: SITE, code: 'SALE10', goods: 100_000 });
    time.now += HOUR;
    await call('PUT', `/promo/${id}`, { body: { code: 'SALE20', bonus_amount: 20 } });
    await control.mottor.checkOut({ siteId: SITE, code: 'SALE20', goods: 50_050, quantity: 3 });
    expect(await readList(call)).toMatchObject([{ promo_used_count: 2 }]);
    const { json } = await call('GET', `/promo/${id}/statistics`);
    expect(json).toMatchObject([
      { id: 1, bonus_amount: 10, discount_amount: 10, promo: { code: 'SALE20' }, d_lead_created: at(0) },
      { id: 2, bonus_amount: 20, order_price: 500.5, order_quantity: 3, d_lead_created: at(HOUR) },
    ]);
  });

  it('becomes visible after lagMs, though it counts at once', async () => {
    const { call, control, newPromo, time } = await openMottor();
    const id = await newPromo({ quantity_limit_is_enabled: true, quantity_limit: 1 });
    const order = { siteId: SITE, code: 'SALE10', goods: 100_000 };
    expect(await control.mottor.checkOut({ ...order, lagMs: HOUR })).toMatchObject({ ok: true });
    expect(await readList(call)).toMatchObject([{ promo_used_count: 0, is_valid: true }]);
    expect((await call('GET', `/promo/${id}/statistics`)).text).toBe('[]');
    expect(await control.mottor.checkOut(order)).toStrictEqual({ ok: false, reason: 'promoNotValid' });
    time.now += HOUR - 1;
    expect(await readList(call)).toMatchObject([{ promo_used_count: 0 }]);
    time.now += 1;
    expect(await readList(call)).toMatchObject([{ promo_used_count: 1, is_valid: false }]);
    expect((await call('GET', `/promo/${id}/statistics`)).json).toMatchObject([{ d_lead_created: at(0) }]);
  });

  it('is refused for an unknown site or promo and for an invalid promo, and nothing is counted', async () => {
    const { call, control, newPromo } = await openMottor();
    await newPromo({ is_enabled: false });
    const order = { siteId: SITE, code: 'SALE10', goods: 100_000 };
    const { checkOut } = control.mottor;
    expect(await checkOut({ ...order, siteId: 5 })).toStrictEqual({ ok: false, reason: 'siteUnknown' });
    expect(await checkOut({ ...order, code: 'SALE1' })).toStrictEqual({ ok: false, reason: 'promoUnknown' });
    expect(await checkOut(order)).toStrictEqual({ ok: false, reason: 'promoNotValid' });
    expect(await readList(call)).toMatchObject([{ promo_used_count: 0 }]);
    for (const option of ['goods', 'delivery', 'quantity', 'lagMs']) {
      for (const value of [-1, 0.5, Number.NaN, 1e13]) {
        const wrong = checkOut({ ...order, [option]: value });
        await expect(wrong).rejects.toMatchObject({ code: 'CONFIGURATION', details: { option } });
      }
    }
  });

  it('accepts a personal promo once per phone and email, in any notation', async () => {
    const { control, newPromo } = await openMottor();
    await newPromo({ personal_limit_is_enabled: true });
    const order = { siteId: SITE, code: 'SALE10', goods: 100_000 };
    const reasonFor = async (person: { phone?: string; email?: string }) => {
      const done = await control.mottor.checkOut({ ...order, ...person });
      return done.ok ? 'ok' : done.reason;
    };
    expect(await reasonFor({})).toBe('personMissing');
    expect(await reasonFor({ phone: '+7 (900) 000-00-01', email: 'one@shop.example' })).toBe('ok');
    expect(await reasonFor({ phone: '89000000001' })).toBe('personHadIt');
    expect(await reasonFor({ phone: '79000000002', email: ' ONE@shop.example ' })).toBe('personHadIt');
    expect(await reasonFor({ phone: '79000000002', email: 'two@shop.example' })).toBe('ok');
    expect(await reasonFor({ email: 'three@shop.example' })).toBe('ok');
  });

  it('never exceeds a limit, however many run at once', async () => {
    const { call, control, newPromo, failures } = await openMottor();
    const id = await newPromo({ quantity_limit_is_enabled: true, quantity_limit: 7 });
    const order = { siteId: SITE, code: 'SALE10', goods: 100_000 };
    const done = await Promise.all(Array.from({ length: 200 }, () => control.mottor.checkOut(order)));
    expect(done.filter(({ ok }) => ok)).toHaveLength(7);
    expect(await readList(call)).toMatchObject([{ promo_used_count: 7, is_valid: false }]);
    const { json } = await call('GET', `/promo/${id}/statistics`);
    expect(new Set((json as { lead_id: number }[]).map(({ lead_id }) => lead_id)).size).toBe(7);
    expect(failures).toStrictEqual([]);
  });

  it('stays stored after the promo is deleted, and never counts for another promo of that code', async () => {
    const { call, control, newPromo } = await openMottor();
    const id = await newPromo();
    await control.mottor.checkOut({ siteId: SITE, code: 'SALE10', goods: 100_000 });
    await call('DELETE', `/promo/${id}`);
    const again = await newPromo();
    expect(await readList(call)).toMatchObject([{ id: again, promo_used_count: 0 }]);
    expect((await call('GET', `/promo/${again}/statistics`)).text).toBe('[]');
    expect((await call('GET', `/promo/${id}/statistics`)).status).toBe(403);
  });
});
