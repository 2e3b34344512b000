import type { Database } from '@checkout-perks/database';
import { expect } from 'vitest';
import type { EffectRecord } from '../src/journal/journal.ts';
import type { JournalTables } from '../src/journal/tables.ts';
import type { IssuerBooks } from './issuer-books.ts';

/** States in which nothing is left to be done about an effect. */
const CLOSED = ['applied', 'refused', 'forgone'];

/**
 * Expects that nothing was lost and nothing spent twice: the journal and the issuer tell the same story, every order's
 * value in is its value out, every order is final, and nothing is left locked.
 *
 * @param strangers Codes that others have spent at the issuer
 */
export async function expectBooksAgree(
  journal: Database<JournalTables>,
  issuer: IssuerBooks,
  strangers: readonly string[] = [],
): Promise<void> {
  const { read } = journal;
  const orders = await read.selectFrom('perks_order').selectAll().execute();
  const gifts = await read.selectFrom('perks_gift').selectAll().execute();
  const effects = await read.selectFrom('perks_effect').selectAll().execute();
  const applied = effects.filter(({ state }) => state === 'applied');
  const done = (kind: EffectRecord['kind']) => applied.filter((effect) => effect.kind === kind);

  // Each deed at the issuer is one effect's, and the other way round; no code was spent twice.
  const activations = issuer.activations.filter(({ code }) => !strangers.includes(code));
  expect(sorted(done('activate').map(({ receipt_id }) => receipt_id))).toEqual(
    sorted(activations.map(({ id }) => `activate:${id}`)),
  );
  expect(new Set(issuer.activations.map(({ code }) => code)).size).toBe(issuer.activations.length);
  expect(sorted(done('issue').map(({ reference }) => reference))).toEqual(
    sorted(issuer.codes.flatMap(({ name }) => (name === null ? [] : [name]))),
  );

  const asked = new Set<string>();
  for (const { id, state } of orders) {
    const sum = (purpose: EffectRecord['purpose']) =>
      applied
        .filter((one) => one.order_id === id && one.purpose === purpose && one.gift_position !== null)
        .reduce((total, { amount }) => total + amount, 0);
    if (state === 'attention') {
      // No reads tell what became of a purchase with points; whatever else is not known of would be a fault.
      const stuck = effects.filter((one) => one.order_id === id && one.state === 'stuck');
      expect([id, [...new Set(stuck.map(({ kind }) => kind))]]).toEqual([id, ['operate']]);
      asked.add(id);
      continue;
    }
    const paid = gifts.reduce((total, gift) => total + (gift.order_id === id ? gift.amount : 0), 0);
    const kept = state === 'committed' ? paid - sum('refund') : 0;
    const back = sum('remainder') + sum('undo') + sum('refund');
    expect([id, state, sum('pay')]).toEqual([id, state, kept + back]);
    expect(['reserved', 'committed', 'declined', 'cancelled', 'expired', 'refunded']).toContain(state);
  }
  const open = effects.filter(({ state, order_id }) => !CLOSED.includes(state) && !asked.has(order_id));
  expect(open.filter(({ state, kind }) => !(state === 'stuck' && kind === 'operate'))).toEqual([]);
  expect(orders.filter(({ lease_owner }) => lease_owner !== null)).toEqual([]);
  expect(await read.selectFrom('perks_serial').selectAll().execute()).toEqual([]);

  // What is still locked was spent, or waits in a reservation.
  const locks = await read.selectFrom('perks_lock').selectAll().execute();
  for (const lock of locks) {
    const gift = gifts.find((one) => one.order_id === lock.order_id && one.fingerprint === lock.fingerprint);
    const spent = done('activate').some(
      (effect) => effect.order_id === lock.order_id && effect.gift_position === gift?.position,
    );
    const reserved = orders.find(({ id }) => id === lock.order_id)?.state === 'reserved';
    expect(spent || reserved || asked.has(lock.order_id)).toBe(true);
  }
}

function sorted<Item>(items: Item[]): Item[] {
  return items.toSorted((one, other) => (String(one) < String(other) ? -1 : 1));
}
