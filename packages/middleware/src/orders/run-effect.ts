import { isPerksError, PerksError } from '@checkout-perks/core/errors';
import type { EffectRecord, Journal, OrderFile } from '../journal/journal.ts';
import type { Effect, EffectJob, Probe } from './effects/effect.ts';
import type { Receipt } from './effects/receipts.ts';
import { dropSerial, takeSerial } from './serial.ts';
import type { SerialQueue } from './serial-queue.ts';
import { type LeaseHolder, writeEffect } from './write-effect.ts';

/** What running effects needs. */
export interface RunEffectOptions extends LeaseHolder {
  journal: Journal;
  effects: Readonly<Record<EffectRecord['kind'], Effect>>;
  queue: SerialQueue;
  /** How long after a send its effect may still arrive, ms; a probe waits that long. */
  grace: number;
}

/**
 * Works on one effect of an order once: sends it if it was never sent, else finds out what became of it. Afterwards it is
 * `applied`, `refused`, `stuck`, or open with a later `wake_at`. It never throws for a provider's fault.
 */
export type EffectRunner = (file: OrderFile, effect: EffectRecord) => Promise<void>;

/** How often a code is sent to be spent, as long as each try certainly had no effect. */
const PAY_TRIES = 3;
/** How often sends and probes take turns before a code that is known to be unspent is given up. */
const RESEND_TRIES = 8;
/** How often an outcome is asked for in vain before a person is. */
const PROBE_TRIES = 40;
/** How long the provider's records may contradict each other before a person is asked, ms. */
const LONGEST_LAG = 10 * 60_000;
const LONGEST_PAUSE = 10 * 60_000;

/** Makes the worker of effects: the journal is written before and after everything that is sent. */
export function createEffectRunner(options: RunEffectOptions): EffectRunner {
  const { journal, clock, grace } = options;

  return async (file, effect) => {
    const kind = options.effects[effect.kind];
    const job = jobOf(journal, file, effect);
    await options.queue(kind.serial(job), async () => {
      if (!(await journal.transact((tx) => takeSerial(tx, options, kind.serial(job), effect)))) return;
      // `since` stands as long as some send may have happened: only a probe may say what became of it.
      const open = effect.since === null;
      await (open ? sendFirst(kind, job) : find(kind, job));
    });
  };

  async function sendFirst(kind: Effect, job: EffectJob): Promise<void> {
    let snapshot: string[];
    try {
      snapshot = await kind.snapshot(job);
    } catch (thrown) {
      await postpone(job, thrown);
      return;
    }
    await send(kind, { ...job, effect: { ...job.effect, snapshot: JSON.stringify(snapshot) } });
  }

  async function send(kind: Effect, job: EffectJob): Promise<void> {
    const now = clock();
    const intended = {
      ...job.effect,
      state: 'intended' as const,
      since: job.effect.since ?? now,
      sent_at: now,
      attempts: job.effect.attempts + 1,
      wake_at: now + grace,
      error: null,
    };
    const { state, snapshot, since, sent_at, attempts, wake_at, error } = intended;
    const written = { state, snapshot, since, sent_at, attempts, wake_at, error };
    // Without the lease another process may be probing already: nothing may be sent.
    if (!(await update(job.effect, written))) return;

    const sent = { ...job, effect: intended };
    let receipt: Receipt;
    try {
      receipt = await kind.perform(sent);
    } catch (thrown) {
      const certain = isPerksError(thrown) && thrown.outcome === 'notApplied';
      if (!certain) {
        await update(intended, { state: 'unknown', wake_at: clock() + Math.max(grace, pause(attempts)) });
      } else if (job.effect.since !== null) {
        // An earlier send of this effect may be the very reason for the refusal: a probe has the last word.
        const wake_at = clock() + pauseAfter(thrown, attempts);
        await update(intended, { state: 'unknown', error: thrown.code, wake_at });
      } else {
        await postpone(sent, thrown);
      }
      return;
    }
    await apply(sent, receipt);
  }

  async function find(kind: Effect, job: EffectJob): Promise<void> {
    const { effect } = job;
    let probe: Probe | undefined;
    try {
      probe = await kind.probe(job);
    } catch {
      // Nothing was learned: the provider is down, or shows a list that cannot be read.
    }
    const attempts = effect.attempts + 1;
    switch (probe?.outcome) {
      case 'applied':
        return apply(job, probe.receipt);
      case 'refused':
        return finish(job, { state: 'refused', error: probe.error });
      case 'ambiguous':
        return ask(job, probe.question);
      case 'notApplied': {
        // It has not happened, so it can be let go of. Value that is owed to a shopper is not.
        const final = effect.error !== null && !RETRYABLE.has(effect.error);
        if (effect.kind === 'activate' && (final || attempts > RESEND_TRIES)) {
          return finish(job, { state: 'refused', error: effect.error ?? 'PROVIDER_UNAVAILABLE' });
        }
        return send(kind, job);
      }
    }
    const vain = probe ? clock() - (effect.since ?? 0) > LONGEST_LAG : attempts >= PROBE_TRIES;
    if (vain) return ask(job, `Has ${effect.kind} ${effect.reference} (gift code ${job.gift.masked}) happened?`);
    await update(effect, { state: 'unknown', attempts, wake_at: clock() + pause(attempts) });
  }

  /** After a try that certainly had no effect: again later, or never. */
  async function postpone({ effect }: { effect: EffectRecord }, thrown: unknown): Promise<void> {
    const error = isPerksError(thrown) ? thrown.code : 'INTERNAL';
    const attempts = effect.state === 'intended' ? effect.attempts : effect.attempts + 1;
    const final = !RETRYABLE.has(error) || attempts >= PAY_TRIES;
    if (effect.kind === 'activate' && final) return finish({ effect }, { state: 'refused', error, attempts });

    // Value that is owed to a shopper is tried for ever, with an operator's help where the balance is too low.
    const wake_at = clock() + pauseAfter(thrown, attempts);
    await finish({ effect }, { state: 'planned', since: null, attempts, error, wake_at });
  }

  async function apply(job: EffectJob, receipt: Receipt): Promise<void> {
    try {
      await finish(job, {
        state: 'applied',
        receipt_id: receiptId(job.effect, receipt.id),
        sealed_receipt: journal.sealer.seal(JSON.stringify(receipt)),
        error: null,
      });
    } catch (thrown) {
      if ((await job.claimed([receipt.id])).size === 0) throw thrown;
      await ask(job, `Two orders claim the same deed ${receipt.id} at the provider: whose is it?`);
    }
  }

  async function ask(job: { effect: EffectRecord }, question: string): Promise<void> {
    await finish(job, { state: 'stuck' }, question);
  }

  function update(effect: EffectRecord, set: Partial<EffectRecord>): Promise<boolean> {
    return journal.transact((tx) => writeEffect(tx, options, effect, set));
  }

  /** Writes an outcome down and lets the next effect of the same serial go. */
  async function finish({ effect }: { effect: EffectRecord }, set: Partial<EffectRecord>, question?: string) {
    await journal.transact(async (tx) => {
      if (!(await writeEffect(tx, options, effect, set))) return;
      await dropSerial(tx, effect);
      if (question !== undefined) {
        await tx.updateTable('perks_order').set({ question }).where('id', '=', effect.order_id).execute();
      }
    });
  }
}

const RETRYABLE: ReadonlySet<string> = new Set(['PROVIDER_UNAVAILABLE', 'PROVIDER_RATE_LIMITED']);

function pause(attempts: number): number {
  return Math.min(250 * 2 ** attempts, LONGEST_PAUSE);
}

/** A provider may ask for a longer pause, within reason, but not for none. */
function pauseAfter(thrown: unknown, attempts: number): number {
  const asked = isPerksError(thrown) ? (thrown.retryAfter ?? 0) * 1000 : 0;
  return Math.min(Math.max(asked, pause(attempts)), LONGEST_PAUSE);
}

function jobOf(journal: Journal, { gifts, order }: OrderFile, effect: EffectRecord): EffectJob {
  const gift = gifts.find((one) => one.position === effect.gift_position);
  if (!gift) throw new PerksError('INTERNAL', { details: { order: order.id } });
  const claimed = async (ids: readonly string[]) => {
    const rows = await journal.read
      .selectFrom('perks_effect')
      .select('receipt_id')
      .where(
        'receipt_id',
        'in',
        ids.map((id) => receiptId(effect, id)),
      )
      .execute();
    const known = new Set(rows.map((row) => row.receipt_id));
    return new Set(ids.filter((id) => known.has(receiptId(effect, id))));
  };
  return { effect, gift, code: journal.sealer.open(gift.sealed_code), claimed };
}

/** What an effect claims of the provider's records; unique, so no two effects can claim the same deed. */
function receiptId(effect: Pick<EffectRecord, 'kind'>, id: string): string {
  return `${effect.kind}:${id}`;
}
