import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { until } from '@checkout-perks/test-kit/until';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { ANNA, nextCode, STRANGER, sentInAll, startLoyalShop, wrongFor } from './loyal-shop.ts';
import { CUSTOMER_SECRET, SECRET, type Shop } from './start-shop.ts';

const NOW = 1_800_000_000_000;
/** Everything of a member that an answer must not hold before they have proved who they are. */
const PERSONAL = ['АННА', 'ИВАНОВА', '1990-03-29', 'mail.example', 'photos.example', 'Бонусы', 'cashback'];
/** The same as the bytes of UTF-8 look when they are read as Latin-1. */
const PERSONAL_BYTES = PERSONAL.map((text) => Buffer.from(text).toString('latin1')).filter(({ length }) => length >= 8);

/** Ids of requests. */
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

interface RawAnswer {
  status: number;
  headers: [string, string][];
  body: string;
  session: string;
}

/** An answer byte by byte, without what is random or the time: the session, whose length stays, and the `date`. */
async function rawAnswer(shop: Shop, path: string, request: unknown): Promise<RawAnswer> {
  const response = await fetch(shop.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  const { session = '' } = JSON.parse(text) as { session?: string };
  return {
    status: response.status,
    headers: [...response.headers].filter(([name]) => name !== 'date'),
    body: session === '' ? text : text.replace(session, '*'.repeat(session.length)),
    session,
  };
}

/** Starts a shop in which time stands still and every request has one id. */
function startStillShop(): Promise<Shop & { memberId: string }> {
  return startLoyalShop({ clock: () => NOW, newId: () => 'request-1' });
}

const identify = async (shop: Shop, search: string) => rawAnswer(shop, '/loyalty/identify', { search });

/** Every key and every plain value in a parsed body, as text. */
function fieldsIn(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return [String(body)];
  return Object.entries(body).flatMap(([key, value]) => [key, ...fieldsIn(value)]);
}

/** Expects an answer to hold nothing of the member: short texts in no field of its body, long ones nowhere. */
function expectNothingPersonal({ body, headers, session }: RawAnswer, secrets: readonly string[]): void {
  for (const field of fieldsIn(JSON.parse(body))) {
    for (const text of PERSONAL) expect(field.includes(text), `${text} shows`).toBe(false);
    expect(field).not.toBe(String(ANNA.balance));
  }
  const decoded = session.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
  const written = [body, JSON.stringify(headers), ...decoded].join('\n');
  const long = PERSONAL.filter(({ length }) => length >= 8);
  expectNoSecrets(written, [...long, ...PERSONAL_BYTES, ...secrets]);
}

/** Every value in every table of a shop's journal, as text. */
async function journalFields({ journal }: Shop): Promise<string[]> {
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(journal.read);
  const rows = await Promise.all(
    tables.rows.map(({ name }) => sql<object>`select * from ${sql.table(name)}`.execute(journal.read)),
  );
  return rows.flatMap((table) => table.rows.flatMap((row) => Object.values(row).map(String)));
}

describe('an answer to a phone or a card', () => {
  it.each([
    ['phones', ANNA.phone, '79120000089'],
    ['spelled phones', '8 (912) 345-67-89', '8 (999) 888-77-89'],
    ['cards', ANNA.card, '2999999990011'],
  ])(
    'is byte-equal for known and unknown %s but for the session, whose length is the same',
    async (_, known, unknown) => {
      const shop = await startStillShop();
      const [one, other] = [await identify(shop, known), await identify(shop, unknown)];
      expect(one.status).toBe(200);
      expect(one.session).not.toBe(other.session);
      expect({ ...one, session: '' }).toEqual({ ...other, session: '' });
      expect(await sentInAll(shop, 2)).toHaveLength(1);
    },
  );

  it('is byte-equal also when the code is wrong, when there are too many, and when the provider is down', async () => {
    const shop = await startStillShop();
    const answers: RawAnswer[][] = [];
    for (const search of [ANNA.phone, '79120000089']) {
      const { session } = await identify(shop, search);
      const code = wrongFor(shop.sent[0]?.code ?? '000000');
      const mine: RawAnswer[] = [];
      for (let time = 0; time < 7; time += 1) mine.push(await rawAnswer(shop, '/loyalty/confirm', { session, code }));
      await shop.proxy.down();
      for (let time = 0; time < 4; time += 1) mine.push({ ...(await identify(shop, search)), session: '' });
      mine.push(await rawAnswer(shop, '/loyalty/confirm', { session, code }));
      await shop.proxy.up();
      answers.push(mine);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.map(({ status }) => status)).toEqual([
      ...Array(5).fill(403),
      ...Array(2).fill(429),
      ...[200, 200, 429, 429],
      429,
    ]);
  });

  it('waits for nobody: the look-up and the message come after it', async () => {
    const shop = await startLoyalShop();
    const held = shop.proxy.hold('member', 'before');
    await identify(shop, ANNA.phone);
    await held.reached;
    // The provider has not answered yet, and the shopper has been.
    held.release();
  });

  it('holds nothing of the member, nor does any other before the code was right', async () => {
    const shop = await startLoyalShop();
    const answers = [await identify(shop, ANNA.phone), await identify(shop, ANNA.card)];
    await nextCode(shop, 1);
    const [{ session = '' } = {}] = answers;
    const code = wrongFor(shop.sent[0]?.code ?? '');
    for (let time = 0; time < 6; time += 1) answers.push(await rawAnswer(shop, '/loyalty/confirm', { session, code }));
    for (const answer of answers) expectNothingPersonal(answer, [ANNA.phone.slice(1), shop.memberId]);
  });
});

describe('an answer to who has proved to be the member', () => {
  it('holds what the contract knows and no more', async () => {
    const shop = await startLoyalShop();
    const { session } = await identify(shop, ANNA.phone);
    const { code } = await nextCode(shop);
    const customerToken = await shop.perks.loyalty.customerToken(ANNA.phone);
    const answers = [
      await rawAnswer(shop, '/loyalty/confirm', { session, code }),
      await rawAnswer(shop, '/loyalty/identify', { search: ANNA.appCode }),
      await rawAnswer(shop, '/loyalty/identify', { customerToken }),
    ];
    for (const { body } of answers) {
      const { member } = JSON.parse(body) as { member: object };
      expect(member).toEqual({
        name: ANNA.name,
        level: { title: 'Бонусы', kind: 'cashback', rate: 1000 },
        balance: 878,
      });
      expectNoSecrets(body, ['1990-03-29', 'mail.example', 'photos.example', shop.memberId, ANNA.phone.slice(1)]);
    }
  });
});

describe('phones, codes and names', () => {
  it('show in no log, mishap, error or byte of the journal', async () => {
    const written: string[] = [];
    const spies = [
      vi.spyOn(console, 'error').mockImplementation((...texts) => void written.push(inspect(texts, { depth: 9 }))),
      vi.spyOn(console, 'warn').mockImplementation((...texts) => void written.push(inspect(texts, { depth: 9 }))),
      vi.spyOn(console, 'log').mockImplementation((...texts) => void written.push(inspect(texts, { depth: 9 }))),
    ];
    try {
      const shop = await startLoyalShop();
      const failing = await shop.another({
        onError: undefined,
        loyalty: {
          sendCode: async ({ phone, code }) => {
            throw Object.assign(new Error(`${phone} ${code}`), { code: phone, name: code });
          },
        },
      });
      await failing.client.identify({ search: ANNA.phone });
      await until(() => written.length >= 1);
      expect(written).toHaveLength(1);

      const { session } = await shop.client.identify({ search: ANNA.phone });
      const { code } = await nextCode(shop);
      const customerToken = await shop.perks.loyalty.customerToken(ANNA.phone);
      const thrown = await Promise.all(
        [
          shop.client.confirm({ session, code: wrongFor(code) }),
          shop.client.identify({ search: `+7${ANNA.phone}` }),
          shop.client.identify({ search: '999999' }),
          shop.client.identify({ customerToken: `${customerToken}x` }),
          shop.perks.loyalty.customerToken(`+7${ANNA.phone}`),
          shop.perks.loyalty.customerToken(ANNA.phone, -1),
        ].map((work) =>
          Promise.resolve(work).then(
            () => expect.unreachable(),
            (error: unknown) => error,
          ),
        ),
      );
      await shop.client.confirm({ session, code });
      await shop.client.identify({ search: ANNA.card });
      await nextCode(shop, 1);
      await shop.client.identify({ search: ANNA.appCode });

      const folder = dirname(fileURLToPath(new URL(shop.database)));
      const journal = readdirSync(folder)
        .filter((name) => name.startsWith('perks.db'))
        .map((name) => readFileSync(join(folder, name)).toString('latin1'))
        .join('\n');
      const shown = [
        ...written,
        ...thrown.map((error) => inspect(error, { depth: 9, showHidden: true }) + String((error as Error).stack)),
        JSON.stringify(shop.mishaps),
      ].join('\n');
      const name = Buffer.from('АННА').toString('latin1');
      const secrets = [ANNA.phone.slice(1), ANNA.card, name, ANNA.name, shop.memberId, SECRET, CUSTOMER_SECRET];
      expectNoSecrets(shown + journal, [...secrets, session, customerToken]);
      expect(shown.includes('АННА'), 'the name shows').toBe(false);

      const codes = shop.sent.map((sent) => sent.code);
      expect(codes).toHaveLength(2);
      // Six digits may stand in a random id: they are looked for as a word, and in the journal as a whole field.
      const words = shown.replace(UUID, '').split(/\W+/);
      const fields = await journalFields(shop);
      for (const code of codes) expect([words.includes(code), fields.includes(code)]).toEqual([false, false]);
      // The table of the codes is among them.
      expect(fields.length).toBeGreaterThan(8);
      expect(written[0]).toContain('CODE_NOT_SENT');
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });

  it('leave rows behind that tell no members from strangers', async () => {
    const rowsOf = async (search: string) => {
      const shop = await startLoyalShop();
      await shop.client.identify({ search });
      // One for the number that was typed, one for the message, or for none, behind the answer.
      await until(async () => {
        const asked = await shop.journal.read.selectFrom('perks_code_request').select('id').execute();
        return asked.length >= 2;
      });
      const challenges = await shop.journal.read.selectFrom('perks_code_challenge').selectAll().execute();
      const requests = await shop.journal.read.selectFrom('perks_code_request').selectAll().execute();
      return { challenges, requests };
    };
    const [known, unknown] = [await rowsOf(ANNA.phone), await rowsOf(STRANGER)];
    const shapeOf = ({ challenges, requests }: typeof known) =>
      [...challenges, ...requests].map((row) =>
        Object.entries(row).map(([column, value]) => [column, typeof value, String(value).length]),
      );
    expect(shapeOf(known)).toEqual(shapeOf(unknown));
    expect(known.challenges).toHaveLength(1);
    expect(known.requests).toHaveLength(2);
  });
});
