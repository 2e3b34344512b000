import { createVDarClient, createVDarGiftProvider } from '@checkout-perks/core/providers/v-dar';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveIssuer } from '../src/index.ts';
import { openIssuer, START } from './support/open-issuer.ts';

const SECOND = Math.floor(START / 1000) * 1000;

async function openClient(balance?: number) {
  const { issuer, apiKey, siteId } = await openIssuer(balance === undefined ? {} : { balance });
  const running = await serveIssuer(issuer, { port: 0 });
  onTestFinished(() => running.close());
  const options = { apiKey, baseUrl: `${running.url}/api/v1` };
  return { issuer, siteId, options, client: createVDarClient(options) };
}

const gift = { amount: 100_050, currency: 'RUB', name: 'Подарок', expiresInSeconds: 3600 };

describe('createVDarClient against the issuer', () => {
  it('generates, checks, activates and finds the operation', async () => {
    const { client, siteId } = await openClient();
    const made = await client.generateCode(gift);
    expect(made).toMatchObject({ amount: 100_050, currency: 'RUB', name: 'Подарок', status: 'active' });
    expect(made).toMatchObject({ createdAt: SECOND, expiresAt: SECOND + 3_600_000 });

    expect(await client.checkCode(made.code)).toStrictEqual({
      exists: true,
      isValid: true,
      status: 'active',
      amount: 100_050,
      currency: 'RUB',
      expiresAt: SECOND + 3_600_000,
    });

    const done = await client.activateCode({ code: made.code, siteId });
    expect(done).toMatchObject({ amount: 100_050, currency: 'RUB', activatedAt: SECOND });
    const { items, total } = await client.listOperations();
    expect(total).toBe(2);
    expect(items[0]).toMatchObject({ id: done.operationId, type: 'code_activation', amount: 100_050 });
    expect(await client.checkCode(made.code)).toMatchObject({ isValid: false, status: 'activated' });
  });

  it('lists codes, reads the balance, deactivates', async () => {
    const { client, siteId } = await openClient();
    const { code, id } = await client.generateCode(gift);
    expect(await client.listCodes({ page: 1, size: 100 })).toMatchObject({
      items: [{ id, code }],
      total: 1,
      size: 100,
    });
    expect(await client.balance(siteId)).toStrictEqual({
      siteId,
      siteLogin: 'shop1',
      currency: 'RUB',
      balance: 4_899_950,
      frozenBalance: 0,
      totalBalance: 4_899_950,
    });
    await client.deactivateCode(code);
    expect(await client.checkCode(code)).toMatchObject({ isValid: false, status: 'deactivated' });
    expect(await client.balance(siteId)).toMatchObject({ balance: 5_000_000 });
  });

  it('maps every refusal to its error code', async () => {
    const { client, options, issuer } = await openClient(100_050);
    const { code } = await client.generateCode(gift);
    const refusal = (code: string) => ({ code, outcome: 'notApplied' });
    await expect(client.generateCode(gift)).rejects.toMatchObject(refusal('PROVIDER_FUNDS'));
    await expect(client.generateCode({ ...gift, expiresInSeconds: 1 })).rejects.toMatchObject(
      refusal('PROVIDER_REFUSED'),
    );
    await client.activateCode({ code });
    await expect(client.activateCode({ code })).rejects.toMatchObject(refusal('GIFT_CODE_NOT_ACTIVE'));
    await expect(client.deactivateCode(code)).rejects.toMatchObject(refusal('GIFT_CODE_NOT_ACTIVE'));
    const unknown = 'ABC123XYZ789DEF456GH';
    expect(await client.checkCode(unknown)).toStrictEqual({ exists: false });
    await expect(client.activateCode({ code: unknown })).rejects.toMatchObject(refusal('GIFT_CODE_NOT_FOUND'));
    await expect(client.deactivateCode(unknown)).rejects.toMatchObject(refusal('GIFT_CODE_NOT_FOUND'));

    const { siteId } = await issuer.createMerchant({ login: 'shop2', currency: 'RUB', balance: 0 });
    await expect(client.balance(siteId)).rejects.toMatchObject({ code: 'PROVIDER_AUTH' });
    const stranger = createVDarClient({ ...options, apiKey: 'not-a-known-key-at-all' });
    await expect(stranger.listCodes()).rejects.toMatchObject({ code: 'PROVIDER_AUTH' });
  });

  it('works in the same process, without a port', async () => {
    const { issuer, apiKey } = await openIssuer();
    const client = createVDarClient({ apiKey, baseUrl: 'http://localhost/api/v1', fetch: issuer.fetch });
    const { code } = await client.generateCode(gift);
    expect((await client.checkCode(code)).exists).toBe(true);
  });
});

describe('createVDarGiftProvider against the issuer', () => {
  it('finds what it issued and activated in the lists', async () => {
    const { options, siteId } = await openClient();
    const provider = createVDarGiftProvider({ ...options, siteId });
    const marks = [await provider.markIssues(), await provider.markActivations()] as const;
    const issued = await provider.issue({ amount: 5000, currency: 'RUB', reference: 'order-1', validFor: 86_400_000 });
    expect(await provider.issuesAfter(marks[0], 5000, 'RUB')).toMatchObject([{ id: issued.id, code: issued.code }]);
    const { operationId } = await provider.activate(issued.code);
    expect(await provider.activationsAfter(marks[1], 5000, 'RUB')).toMatchObject([{ operationId, amount: 5000 }]);
    expect(await provider.check(issued.code)).toMatchObject({ found: true, usable: false, status: 'activated' });
  });
});
