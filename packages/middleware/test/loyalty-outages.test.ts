import { describe, expect, it } from 'vitest';
import { ANNA, lookedUp, nextCode, STRANGER, startLoyalShop, wrongFor } from './loyal-shop.ts';

describe('a sender', () => {
  it.each([
    ['rejects', () => Promise.reject(Object.assign(new Error(ANNA.phone), { code: 'EPIPE', name: ANNA.phone }))],
    [
      'throws',
      () => {
        throw new Error(ANNA.phone);
      },
    ],
  ])('that %s is told of, without a word of its own, and the shopper is answered alike', async (_, sendCode) => {
    const shop = await startLoyalShop({ loyalty: { sendCode }, newId: () => 'request-1' });
    expect(await shop.client.identify({ search: ANNA.phone })).toMatchObject({ state: 'confirm' });
    expect(await shop.client.identify({ search: STRANGER })).toMatchObject({ state: 'confirm' });
    await lookedUp(shop, 2);
    await expect
      .poll(() => shop.mishaps, { timeout: 5000 })
      .toEqual([{ requestId: 'request-1', code: 'CODE_NOT_SENT', name: 'CodeNotSent' }]);
  });

  it('that hangs holds up neither answers nor, for long, other messages', async () => {
    let asked = 0;
    let letGo = () => {};
    const hanging = new Promise<void>((done) => {
      letGo = done;
    });
    const sendCode = async () => {
      asked += 1;
      await hanging;
    };
    const shop = await startLoyalShop({ loyalty: { sendCode } });
    for (let index = 10; index < 22; index += 1) {
      const phone = `791200001${index}`;
      await shop.newMember({ phone });
      expect(await shop.client.identify({ search: phone })).toMatchObject({ state: 'confirm' });
    }
    await expect.poll(() => asked).toBe(8);
    letGo();
    await expect.poll(() => asked, { timeout: 5000 }).toBe(12);
  });
});

describe('a provider that is down', () => {
  it('changes nothing for a phone or a card, and is told of', async () => {
    const shop = await startLoyalShop();
    await shop.proxy.down();
    const searches = [ANNA.phone, STRANGER, ANNA.card];
    for (const search of searches) {
      expect(await shop.client.identify({ search })).toMatchObject({ state: 'confirm' });
    }
    await expect.poll(() => shop.mishaps.length, { timeout: 5000 }).toBe(3);
    expect(shop.mishaps[0]).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      requestId: expect.stringMatching(/^[\w-]{36}$/),
    });
  });

  it('is named to who brings a proof, which stays good', async () => {
    const shop = await startLoyalShop({ guarding: { failures: 1000 } });
    const { session } = await shop.client.identify({ search: ANNA.phone });
    const { code } = await nextCode(shop);
    const customerToken = await shop.perks.loyalty.customerToken(ANNA.phone);
    await shop.proxy.down();
    const proofs = [
      () => shop.client.identify({ search: ANNA.appCode }),
      () => shop.client.identify({ customerToken }),
      () => shop.client.confirm({ session, code }),
    ];
    for (const proof of proofs) {
      for (let time = 0; time < 7; time += 1) {
        await expect(proof()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
      }
    }
    // A wrong code needs nobody to be asked.
    await expect(shop.client.confirm({ session, code: wrongFor(code) })).rejects.toMatchObject({
      code: 'CONFIRMATION_CODE_WRONG',
    });
    await shop.proxy.up();
    for (const proof of proofs) expect(await proof()).toMatchObject({ state: 'identified' });
  });

  it('costs an app code nothing of the budget', async () => {
    const shop = await startLoyalShop({ guesses: { wrongCodes: 2 } });
    shop.proxy.next('member', 'failBefore', 'resetBefore', 'resetAfter', 'rubbishAfter');
    for (let time = 0; time < 4; time += 1) {
      await expect(shop.client.identify({ search: ANNA.appCode })).rejects.toMatchObject({
        code: expect.stringMatching(/^PROVIDER_/),
      });
    }
    expect(await shop.client.identify({ search: ANNA.appCode })).toMatchObject({ state: 'identified' });
  });
});

describe('closing', () => {
  it('drops messages that were not begun, and fails nothing', async () => {
    const shop = await startLoyalShop();
    const { perks, client } = await shop.another();
    await Promise.all(Array.from({ length: 30 }, (_, index) => client.identify({ search: `791200002${10 + index}` })));
    await perks.close();
    const asked = shop.proxy.count('member');
    await new Promise((done) => setTimeout(done, 400));
    expect(shop.proxy.count('member')).toBe(asked);
    expect(shop.mishaps).toEqual([]);
  });
});
