import { until } from '@checkout-perks/test-kit/until';
import { describe, expect, it } from 'vitest';
import { ANNA, lookedUp, nextCode, STRANGER, sentInAll, startLoyalShop, wrongFor } from './loyal-shop.ts';
import type { Shop } from './start-shop.ts';

const MINUTE = 60_000;

/** What is refused, by its code; or the state of the answer. */
async function outcome(work: Promise<{ state: string }>): Promise<string> {
  return work.then(
    ({ state }) => state,
    ({ code }) => code,
  );
}

const identify = (shop: Pick<Shop, 'client'>, search: string) => outcome(shop.client.identify({ search }));

describe('tries of a one-time code', () => {
  it('are five for a session, whichever instance is asked, and the right code comes too late then', async () => {
    const shop = await startLoyalShop();
    const other = await shop.another();
    const { session } = await shop.client.identify({ search: ANNA.phone });
    const { code } = await nextCode(shop);
    const clients = [shop.client, other.client];
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        outcome((clients[index % 2] ?? shop.client).confirm({ session, code: wrongFor(code) })),
      ),
    );
    expect(tries.filter((one) => one === 'CONFIRMATION_CODE_WRONG')).toHaveLength(5);
    expect(tries.filter((one) => one === 'TOO_MANY_ATTEMPTS')).toHaveLength(15);
    for (const client of clients) expect(await outcome(client.confirm({ session, code }))).toBe('TOO_MANY_ATTEMPTS');
  });

  it('are counted alike where no code was ever sent', async () => {
    const shop = await startLoyalShop();
    const { session } = await shop.client.identify({ search: STRANGER });
    const tries: string[] = [];
    for (let time = 0; time < 7; time += 1) tries.push(await outcome(shop.client.confirm({ session, code: '000000' })));
    expect(tries).toEqual([...Array(5).fill('CONFIRMATION_CODE_WRONG'), 'TOO_MANY_ATTEMPTS', 'TOO_MANY_ATTEMPTS']);
  });

  it('are not used up by what no code looks like', async () => {
    const shop = await startLoyalShop();
    const { session } = await shop.client.identify({ search: ANNA.phone });
    const { code } = await nextCode(shop);
    for (const slip of ['1', '12345', '1234567', 'abcdef', '      ', 'x'.repeat(32)]) {
      expect(await outcome(shop.client.confirm({ session, code: slip }))).toBe('CONFIRMATION_CODE_WRONG');
    }
    expect(await outcome(shop.client.confirm({ session, code }))).toBe('identified');
  });

  it('are used up by lucky guesses, too: a right code proves nothing where there is no member', async () => {
    const shop = await startLoyalShop();
    const { session } = await shop.client.identify({ search: ANNA.phone });
    const { code } = await nextCode(shop);
    const nobody = { status: 422, body: '{"client":"Client not found."}' };
    shop.proxy.next('member', nobody, nobody, nobody, nobody, nobody);
    for (let time = 0; time < 5; time += 1) {
      expect(await outcome(shop.client.confirm({ session, code }))).toBe('CONFIRMATION_CODE_WRONG');
    }
    expect(await outcome(shop.client.confirm({ session, code }))).toBe('TOO_MANY_ATTEMPTS');
    expect(shop.proxy.count('member')).toBe(6);
  });

  it('end with the code, after five minutes', async () => {
    const shop = await startLoyalShop();
    const { session } = await shop.client.identify({ search: ANNA.phone });
    const { code } = await nextCode(shop);
    shop.time.ahead += 5 * MINUTE;
    expect(await outcome(shop.client.confirm({ session, code }))).toBe('CONFIRMATION_CODE_WRONG');
  });

  it('belong to one session: the code of another is wrong', async () => {
    const shop = await startLoyalShop();
    const sessions: string[] = [];
    for (let time = 0; time < 3; time += 1) {
      sessions.push((await shop.client.identify({ search: ANNA.phone })).session);
    }
    await until(() => shop.sent.length === 3);
    // Two codes are equal by chance once in a million times; three never are.
    expect(new Set(shop.sent.map(({ code }) => code)).size).toBeGreaterThan(1);
    const outcomes = await Promise.all(
      sessions.flatMap((session) => shop.sent.map(({ code }) => outcome(shop.client.confirm({ session, code })))),
    );
    expect(outcomes.sort()).toEqual([...Array(6).fill('CONFIRMATION_CODE_WRONG'), ...Array(3).fill('identified')]);
  });

  it('let one of several who bring the right code at once through', async () => {
    const shop = await startLoyalShop();
    const other = await shop.another();
    const { session } = await shop.client.identify({ search: ANNA.phone });
    const { code } = await nextCode(shop);
    const outcomes = await Promise.all(
      [shop, other, shop, other, shop].map(({ client }) => outcome(client.confirm({ session, code }))),
    );
    expect(outcomes.filter((one) => one === 'identified')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'CONFIRMATION_CODE_WRONG')).toHaveLength(4);
  });
});

describe('messages to a number', () => {
  it('are three in ten minutes, however it is spelled and whichever instance is asked', async () => {
    const shop = await startLoyalShop();
    const other = await shop.another();
    const spellings = ['8 912 345-67-89', '+79123456789', '9123456789', '+7 (912) 345 67 89', '79123456789'];
    const outcomes = await Promise.all(spellings.map((search, index) => identify(index % 2 ? other : shop, search)));
    expect(outcomes.filter((one) => one === 'confirm')).toHaveLength(3);
    expect(outcomes.filter((one) => one === 'TOO_MANY_ATTEMPTS')).toHaveLength(2);
    await until(() => shop.sent.length >= 3);

    shop.time.ahead += 10 * MINUTE + 5000;
    expect(await identify(shop, ANNA.phone)).toBe('confirm');
    expect(await sentInAll(shop, 4, [shop, other])).toHaveLength(4);
  });

  it('are refused alike for members and strangers, with the time to wait', async () => {
    const shop = await startLoyalShop({ clock: () => 1_800_000_000_000 });
    const refusals: unknown[] = [];
    for (const search of [ANNA.phone, STRANGER]) {
      for (let time = 0; time < 3; time += 1) expect(await identify(shop, search)).toBe('confirm');
      const { status, headers, json } = await shop.call('POST', '/loyalty/identify', { search });
      refusals.push([status, headers.get('retry-after'), { ...json, requestId: '' }]);
    }
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]).toMatchObject([429, '600', { code: 'TOO_MANY_ATTEMPTS', retryAfter: 600 }]);
  });

  it('are ten a day', async () => {
    const shop = await startLoyalShop();
    for (let time = 0; time < 10; time += 1) {
      expect(await identify(shop, STRANGER)).toBe('confirm');
      shop.time.ahead += 10 * MINUTE;
    }
    expect(await identify(shop, STRANGER)).toBe('TOO_MANY_ATTEMPTS');
    shop.time.ahead += 24 * 60 * MINUTE - 100 * MINUTE;
    expect(await identify(shop, STRANGER)).toBe('confirm');
  });

  it('are no more when a card and a phone lead to one, and nothing tells so', async () => {
    const shop = await startLoyalShop();
    for (let time = 0; time < 3; time += 1) {
      expect(await identify(shop, ANNA.card)).toBe('confirm');
      expect(await identify(shop, ANNA.phone)).toBe('confirm');
    }
    expect(await sentInAll(shop, 6)).toHaveLength(3);
    expect(shop.mishaps).toEqual([]);
  });
});

describe('the budget of a client', () => {
  it('is used up by numbers, known or not, so that nobody can have messages sent to one after another', async () => {
    const shop = await startLoyalShop({ guesses: { wrongCodes: 3 } });
    expect(await identify(shop, STRANGER)).toBe('confirm');
    expect(await identify(shop, ANNA.phone)).toBe('confirm');
    expect(await identify(shop, ANNA.card)).toBe('confirm');
    for (const search of ['79120000001', ANNA.phone, ANNA.appCode]) {
      expect(await identify(shop, search)).toBe('TOO_MANY_ATTEMPTS');
    }
    await lookedUp(shop, 3);
    // Whoever is waiting for a code can still bring it, and who is logged in is.
    const customerToken = await shop.perks.loyalty.customerToken(ANNA.phone);
    expect(await outcome(shop.client.identify({ customerToken }))).toBe('identified');
  });

  it('is given back to who brings the right code, and no more than that', async () => {
    const shop = await startLoyalShop({ guesses: { wrongCodes: 2 } });
    const first = await shop.client.identify({ search: ANNA.phone });
    expect(await identify(shop, STRANGER)).toBe('confirm');
    expect(await identify(shop, STRANGER)).toBe('TOO_MANY_ATTEMPTS');
    const { code } = await nextCode(shop);
    expect(await outcome(shop.client.confirm({ session: first.session, code: wrongFor(code) }))).toBe(
      'CONFIRMATION_CODE_WRONG',
    );
    expect(await identify(shop, STRANGER)).toBe('TOO_MANY_ATTEMPTS');
    expect(await outcome(shop.client.confirm({ session: first.session, code }))).toBe('identified');
    expect(await identify(shop, STRANGER)).toBe('confirm');
    expect(await identify(shop, STRANGER)).toBe('TOO_MANY_ATTEMPTS');
  });

  it('is used up by wrong app codes, and not by right ones', async () => {
    const shop = await startLoyalShop({ guesses: { wrongCodes: 2 } });
    for (let time = 0; time < 5; time += 1) expect(await identify(shop, ANNA.appCode)).toBe('identified');
    expect(await identify(shop, '000001')).toBe('MEMBER_NOT_FOUND');
    expect(await identify(shop, '000002')).toBe('MEMBER_NOT_FOUND');
    expect(await identify(shop, ANNA.appCode)).toBe('TOO_MANY_ATTEMPTS');
  });

  it('is not touched where no message can be sent', async () => {
    const shop = await startLoyalShop({ guesses: { wrongCodes: 1 }, loyalty: {} });
    for (let time = 0; time < 12; time += 1) expect(await identify(shop, ANNA.phone)).toBe('confirm');
    expect(shop.proxy.count('member')).toBe(0);
    const { session } = await shop.client.identify({ search: ANNA.phone });
    expect(await outcome(shop.client.confirm({ session, code: '123456' }))).toBe('CONFIRMATION_CODE_WRONG');
  });
});
