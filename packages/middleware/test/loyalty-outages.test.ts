import type { PointsProvider } from '@checkout-perks/core/providers';
import { until } from '@checkout-perks/test-kit/until';
import { describe, expect, it } from 'vitest';
import { ANNA, nextCode, STRANGER, sentInAll, startLoyalShop, wrongFor } from './loyal-shop.ts';
import { offerPerks } from './offer-perks.ts';

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
    await sentInAll(shop, 2);
    expect(shop.mishaps).toEqual([{ requestId: 'request-1', code: 'CODE_NOT_SENT', name: 'CodeNotSent' }]);
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
    await until(() => asked >= 8);
    expect(asked).toBe(8);
    letGo();
    await until(() => asked >= 12);
    expect(asked).toBe(12);
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
    await until(() => shop.mishaps.length >= 3);
    expect(shop.mishaps).toHaveLength(3);
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
    const { points } = offerPerks(shop.offer);
    if (!points) return expect.unreachable();
    let begun = 0;
    const counting: PointsProvider = {
      ...points,
      identify(search) {
        begun += 1;
        return points.identify(search);
      },
    };
    const { perks, client } = await shop.another({ points: counting });
    await Promise.all(Array.from({ length: 30 }, (_, index) => client.identify({ search: `791200002${10 + index}` })));
    await perks.close();
    const before = begun;
    // Time: longer than any pause before a message begins. If it is too short, the test sees less; it never fails by it.
    await new Promise((done) => setTimeout(done, 300));
    expect(begun).toBe(before);
    expect(shop.mishaps).toEqual([]);
  });
});
