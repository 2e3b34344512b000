import { type Database, openDatabase } from '@checkout-perks/database';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newDatabase } from '../../test/new-database.ts';
import { openJournal } from '../journal/journal.ts';
import { createSealer } from '../secrets/sealer.ts';
import { createOneTimeCodes, type OneTimeCodes } from './one-time-codes.ts';

const SECRET = 'a-secret-of-thirty-two-characters!';
const OTHER = 'another-secret-of-32-characters!!!';
const PHONE = '79123456789';
const MINUTE = 60_000;

async function opened(): Promise<{ codes: OneTimeCodes; database: Database<unknown>; time: { now: number } }> {
  const { url, remove } = await newDatabase();
  const database = await openDatabase<unknown>(url);
  onTestFinished(async () => {
    await database.close();
    await remove();
  });
  const time = { now: 1_800_000_000_000 };
  const codes = createOneTimeCodes(await openJournal(database, createSealer([SECRET])), () => time.now);
  return { codes, database, time };
}

const wrong = expect.objectContaining({ code: 'CONFIRMATION_CODE_WRONG' });
/** Another code than this one. */
const not = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('createOneTimeCodes', () => {
  it('makes codes of six digits, each for one session', async () => {
    const { codes } = await opened();
    const made = await Promise.all(Array.from({ length: 200 }, (_, index) => codes.make(`card${index}`)));
    for (const { code } of made) expect(code).toMatch(/^\d{6}$/);
    expect(new Set(made.map(({ code }) => code)).size).toBeGreaterThan(190);
    const [one, other] = made;
    if (!one || !other) return expect.unreachable();
    if (one.code !== other.code) await expect(codes.check(one.id, other.code)).rejects.toEqual(wrong);
    await codes.check(one.id, one.code);
  });

  it('is right until it is used, and then never again', async () => {
    const { codes } = await opened();
    const { id, code } = await codes.make(PHONE);
    await codes.check(id, code);
    await codes.check(id, code);
    const uses = await Promise.allSettled([codes.use(id), codes.use(id), codes.use(id)]);
    expect(uses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(codes.check(id, code)).rejects.toEqual(wrong);
    await expect(codes.use(id)).rejects.toEqual(wrong);
  });

  it('takes five wrong codes, also at the same time, and then not the right one either', async () => {
    const { codes } = await opened();
    const { id, code } = await codes.make(PHONE);
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => codes.check(id, not(code))));
    const refusals = tries.map((one) => (one.status === 'rejected' ? one.reason.code : ''));
    expect(refusals.filter((refusal) => refusal === 'CONFIRMATION_CODE_WRONG')).toHaveLength(5);
    expect(refusals.filter((refusal) => refusal === 'TOO_MANY_ATTEMPTS')).toHaveLength(7);
    await expect(codes.check(id, code)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    await expect(codes.use(id)).rejects.toEqual(wrong);
  });

  it('takes the right code after four wrong ones', async () => {
    const { codes } = await opened();
    const { id, code } = await codes.make(PHONE);
    for (let time = 0; time < 4; time += 1) await expect(codes.check(id, not(code))).rejects.toEqual(wrong);
    await codes.check(id, code);
  });

  it('counts a lucky guess as a try', async () => {
    const { codes } = await opened();
    const { id, code } = await codes.make(PHONE);
    for (let time = 0; time < 5; time += 1) {
      await codes.check(id, code);
      await codes.miss(id);
    }
    await expect(codes.check(id, code)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('is good for five minutes', async () => {
    const { codes, time } = await opened();
    const { id, code } = await codes.make(PHONE);
    time.now += 5 * MINUTE - 1;
    await codes.check(id, code);
    time.now += 1;
    await expect(codes.check(id, code)).rejects.toEqual(wrong);
  });

  it('knows codes made under a secret that was replaced, and counts on', async () => {
    const { codes, database, time } = await opened();
    const { id, code } = await codes.make(PHONE);
    await codes.make(PHONE);
    const rotated = createOneTimeCodes(await openJournal(database, createSealer([OTHER, SECRET])), () => time.now);
    await rotated.check(id, code);
    await rotated.make(PHONE);
    await expect(rotated.make(PHONE)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('makes three for a number in ten minutes, also when asked at the same time, and ten a day', async () => {
    const { codes, time } = await opened();
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => codes.make(PHONE)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    time.now += 4 * MINUTE;
    await expect(codes.make(PHONE)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfter: 360 });
    await codes.make('79120000000');

    for (let more = 3; more < 10; more += 1) {
      time.now += 10 * MINUTE;
      await codes.make(PHONE);
    }
    time.now += 10 * MINUTE;
    await expect(codes.make(PHONE)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfter: 86_400 - 84 * 60 });
    time.now += 86_400_000 - 84 * MINUTE;
    await codes.make(PHONE);
  });

  it('counts what is sent to a phone apart from what was typed, and nobody for nothing', async () => {
    const { codes } = await opened();
    for (let time = 0; time < 3; time += 1) expect(await codes.maySend(PHONE)).toBe(true);
    expect(await codes.maySend(PHONE)).toBe(false);
    await codes.make(PHONE);
    for (let time = 0; time < 20; time += 1) expect(await codes.maySend(undefined)).toBe(true);
  });

  it('keeps neither a number nor a code readable', async () => {
    const { codes, database } = await opened();
    const { code } = await codes.make(PHONE);
    await codes.maySend(PHONE);
    const rows = await Promise.all(
      (['perks_code_challenge', 'perks_code_request'] as const).map((table) =>
        database.as<Record<string, object>>().read.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(rows.map(({ length }) => length)).toEqual([1, 2]);
    expectNoSecrets(JSON.stringify(rows), [PHONE, PHONE.slice(1)]);
    // Six digits may stand in any random id, so each field is compared whole.
    for (const value of rows.flat().flatMap((row) => Object.values(row))) expect(String(value)).not.toBe(code);
  });

  it('forgets what is too old to matter, and nothing else', async () => {
    const { codes, database, time } = await opened();
    const count = async () => {
      const tables = database.as<Record<string, object>>().read;
      const [one, other] = ['perks_code_challenge', 'perks_code_request'].map((table) =>
        tables.selectFrom(table).selectAll().execute(),
      );
      return [(await one)?.length, (await other)?.length];
    };
    await codes.make(PHONE);
    time.now += 60 * MINUTE;
    await codes.make(PHONE);
    await codes.clean();
    expect(await count()).toEqual([2, 2]);
    time.now += 6 * MINUTE;
    await codes.clean();
    expect(await count()).toEqual([1, 2]);
    time.now += 86_400_000 - 30 * MINUTE;
    await codes.clean();
    expect(await count()).toEqual([0, 1]);
  });
});
