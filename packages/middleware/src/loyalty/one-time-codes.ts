import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { PerksError } from '@checkout-perks/core/errors';
import type { Journal, JournalTransaction } from '../journal/journal.ts';
import { waitOf } from './send-windows.ts';

/** A code that was made for a session. */
export interface MadeCode {
  /** Names the session that it is for. */
  id: string;
  /** Six digits. */
  code: string;
}

/**
 * One-time codes, in the journal's database: tries are counted there, so that neither many instances nor a session that is
 * sent again and again bring more of them (`docs/decisions/0011-who-the-shopper-is.md`).
 */
export interface OneTimeCodes {
  /**
   * Makes a code for whoever has typed this, member or not.
   *
   * @throws {PerksError} `TOO_MANY_ATTEMPTS` with `retryAfter`
   */
  make(search: string): Promise<MadeCode>;
  /** Counts a message to a phone, or to nobody. @returns Whether it may be sent */
  maySend(phone: string | undefined): Promise<boolean>;
  /**
   * Compares a code; a wrong one counts as a try.
   *
   * @throws {PerksError} `CONFIRMATION_CODE_WRONG`, `TOO_MANY_ATTEMPTS` after the fifth wrong one
   */
  check(id: string, code: string): Promise<void>;
  /** Counts a try by a code that was right and confirmed nobody. */
  miss(id: string): Promise<void>;
  /** Uses a code up. @throws {PerksError} `CONFIRMATION_CODE_WRONG` when somebody else just did */
  use(id: string): Promise<void>;
  /** Forgets what is too old to matter. */
  clean(): Promise<void>;
}

/** Digits of a code. */
export const CODE_LENGTH = 6;
/** How long a code is good, ms. */
export const CODE_VALID_FOR = 5 * 60_000;
const MOST_TRIES = 5;
/** How long what was asked for is remembered, ms: as long as the longest window. */
const DAY = 86_400_000;
/** How long a code that is no longer good is remembered, so that bringing it too often is still refused as that, ms. */
const HOUR = 3_600_000;

/** Keeps one-time codes in the journal's database. */
export function createOneTimeCodes(journal: Journal, clock: () => number): OneTimeCodes {
  const { sealer } = journal;
  const hashed = (id: string, code: string) => `loyalty-code:${id}:${code}`;

  /** Counts one more for a number. @returns How long it has to wait instead, ms; 0 when it was counted */
  async function count(tx: JournalTransaction, text: string, now: number): Promise<number> {
    const asked = await tx
      .selectFrom('perks_code_request')
      .select('asked_at')
      .where('number', 'in', sealer.fingerprints(text))
      .where('asked_at', '>', now - DAY)
      .orderBy('asked_at', 'desc')
      .limit(100)
      .execute();
    const wait = waitOf(
      asked.map((row) => Number(row.asked_at)),
      now,
    );
    if (wait > 0) return wait;
    const row = { id: randomId(), number: sealer.fingerprint(text), asked_at: now };
    await tx.insertInto('perks_code_request').values(row).execute();
    return 0;
  }

  const challenge = (tx: JournalTransaction, id: string) =>
    tx.selectFrom('perks_code_challenge').selectAll().where('id', '=', id).executeTakeFirst();
  const addTry = (tx: JournalTransaction, id: string) =>
    tx
      .updateTable('perks_code_challenge')
      .set((row) => ({ tries: row('tries', '+', 1) }))
      .where('id', '=', id)
      .execute();

  return {
    async make(search) {
      const id = randomId();
      const code = String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, '0');
      const code_hash = sealer.fingerprint(hashed(id, code));
      await journal.transact(async (tx) => {
        const now = clock();
        const wait = await count(tx, `loyalty-typed:${search}`, now);
        if (wait > 0) throw new PerksError('TOO_MANY_ATTEMPTS', { retryAfter: Math.ceil(wait / 1000) });
        const expires_at = now + CODE_VALID_FOR;
        await tx.insertInto('perks_code_challenge').values({ id, code_hash, tries: 0, expires_at }).execute();
      });
      return { id, code };
    },

    // Counted for nobody as well, so that the journal tells no members from strangers.
    maySend: (phone = randomId()) =>
      journal.transact(async (tx) => (await count(tx, `loyalty-sent:${phone}`, clock())) === 0),

    async check(id, code) {
      const hashes = sealer.fingerprints(hashed(id, code));
      const refusal = await journal.transact(async (tx) => {
        const row = await challenge(tx, id);
        if (!row) return 'CONFIRMATION_CODE_WRONG';
        if (row.tries >= MOST_TRIES) return 'TOO_MANY_ATTEMPTS';
        const right = hashes.filter((hash) => equal(hash, row.code_hash)).length > 0;
        if (right && row.expires_at > clock()) return undefined;
        await addTry(tx, id);
        return 'CONFIRMATION_CODE_WRONG';
      });
      if (refusal) throw new PerksError(refusal);
    },

    miss: (id) => journal.transact(async (tx) => void (await addTry(tx, id))),

    async use(id) {
      const [used] = await journal.transact((tx) =>
        tx.deleteFrom('perks_code_challenge').where('id', '=', id).where('tries', '<', MOST_TRIES).execute(),
      );
      if (Number(used?.numDeletedRows) !== 1) throw new PerksError('CONFIRMATION_CODE_WRONG');
    },

    async clean() {
      const now = clock();
      await journal.transact(async (tx) => {
        await tx
          .deleteFrom('perks_code_challenge')
          .where('expires_at', '<', now - HOUR)
          .execute();
        await tx
          .deleteFrom('perks_code_request')
          .where('asked_at', '<', now - DAY)
          .execute();
      });
    },
  };
}

function randomId(): string {
  return randomBytes(16).toString('base64url');
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
