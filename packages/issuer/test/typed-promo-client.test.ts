import { createMottorClient, createMottorPromoProvider } from '@checkout-perks/core/providers/mottor';
import { describe, expect, it } from 'vitest';
import type { IssuerOptions } from '../src/index.ts';
import { START } from './support/open-issuer.ts';
import { onPort, openMottor, SITE, USER } from './support/open-mottor.ts';

async function openClient(options: Partial<IssuerOptions> = {}) {
  const test = await openMottor(options);
  const { url } = await onPort(test.issuer);
  const reach = { baseUrl: url, userId: USER, apiKey: test.apiKey, siteId: SITE, currency: 'RUB' };
  return { ...test, reach, client: createMottorClient(reach) };
}

const draft = {
  code: 'SALE10',
  isEnabled: true,
  bonusType: 'goods',
  bonusAmount: 1050,
  bonusAmountIsInPercentages: true,
} as const;

describe('createMottorClient against the issuer', () => {
  it.each<[string, Partial<IssuerOptions>]>([
    ['as documented', {}],
    ['with ids and 201', { mottor: { withIds: true, createStatus: 201, deleteStatus: 200 } }],
    ['with PUT as replacement', { mottor: { putMode: 'replace' } }],
  ])('creates, lists, gets, changes, deletes: %s', async (_name, options) => {
    const { client, call } = await openClient(options);
    const made = await client.createPromo({ ...draft, startsAt: START, endsAt: START + 1000, quantityLimit: 3 });
    expect(made).toMatchObject({ id: 1, code: 'SALE10', isEnabled: true, bonusType: 'goods', bonusAmount: 1050 });
    expect(await client.listPromos()).toMatchObject([{ id: 1, usedCount: 0, isValid: true, startsAt: START }]);
    const changed = await client.changePromo(1, { bonusAmount: 50_000, bonusAmountIsInPercentages: false });
    expect(changed).toMatchObject({ code: 'SALE10', isEnabled: true, bonusAmount: 50_000, endsAt: START + 1000 });
    expect((await call('GET', '/promo/1')).json).toMatchObject({ bonus_amount: 500, quantity_limit: 3 });
    expect(await client.getPromo(1)).toMatchObject({ bonusAmount: 50_000, quantityLimit: 3 });
    await client.deletePromo(1);
    expect(await client.listPromos()).toStrictEqual([]);
  });

  it('reads the uses', async () => {
    const { client, control } = await openClient();
    await client.createPromo(draft);
    await control.mottor.checkOut({ siteId: SITE, code: 'SALE10', goods: 100_000 });
    expect(await client.statistics(1)).toMatchObject([{ discountAmount: 10_500, currency: 'RUB' }]);
    expect(await client.listPromos()).toMatchObject([{ usedCount: 1 }]);
  });

  it('maps every refusal to its error code', async () => {
    const { client, reach, control } = await openClient();
    await client.createPromo(draft);
    const notApplied = (code: string) => ({ code, outcome: 'notApplied' });
    await expect(client.createPromo({ ...draft, code: 'sale10' })).rejects.toMatchObject(
      notApplied('PROMO_CODE_TAKEN'),
    );
    await expect(client.getPromo(5)).rejects.toMatchObject({ code: 'PROMO_NOT_FOUND' });
    await expect(client.statistics(5)).rejects.toMatchObject({ code: 'PROMO_NOT_FOUND' });
    await expect(client.deletePromo(5)).rejects.toMatchObject(notApplied('PROMO_NOT_FOUND'));
    const stranger = await control.mottor.createAccount();
    const foreign = createMottorClient({ ...reach, ...stranger });
    await expect(foreign.listPromos()).rejects.toMatchObject({ code: 'PROMO_NOT_FOUND' });
    const wrong = createMottorClient({ ...reach, apiKey: 'not-a-known-key-at-all' });
    await expect(wrong.listPromos()).rejects.toMatchObject({ code: 'PROVIDER_AUTH' });
  });
});

describe('createMottorPromoProvider against the issuer', () => {
  it('reports which promos are valid, and how often they were used', async () => {
    const { reach, client, control } = await openClient();
    await client.createPromo(draft);
    await client.createPromo({ ...draft, code: 'OFF', isEnabled: false });
    await control.mottor.checkOut({ siteId: SITE, code: 'SALE10', goods: 100_000 });
    const provider = createMottorPromoProvider(reach);
    const promos = await provider.list();
    expect(promos.map(({ code, valid }) => [code, valid])).toStrictEqual([
      ['SALE10', true],
      ['OFF', false],
    ]);
    expect(await provider.uses('1')).toMatchObject([{ amount: 10_500, currency: 'RUB', at: START }]);
  });
});
