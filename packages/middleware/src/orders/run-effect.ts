import { isPerksError } from '@checkout-perks/core/errors';
import type { EffectRecord, Journal, OrderFile } from '../journal/journal.ts';
import { effectFate } from './effect-fate.ts';
import { type EffectKinds, type PreparedEffect, prepareEffect } from './effect-job.ts';
import type { Probe } from './effects/effect.ts';
import type { Receipt } from './effects/receipts.ts';
import { receiptId } from './receipt-id.ts';
import { dropSerial, takeSerial } from './serial.ts';
import type { SerialQueue } from './serial-queue.ts';
import { type LeaseHolder, writeEffect } from './write-effect.ts';

/** What running effects needs. */
export interface RunEffectOptions extends LeaseHolder {
  journal: Journal;
  effects: EffectKinds;
  queue: SerialQueue;
  /** How long after a send its effect may still arrive, ms; a probe waits that long. */
  grace: number;
}

/**
 * Works on one effect of an order once: sends it if it was never sent, else finds out what became of it. Afterwards it is
 * `applied`, `refused`, `forgone`, `stuck`, or open with a later `wake_at`. It never throws for a provider's fault.
 */
export type EffectRunner = (file: OrderFile, effect: EffectRecord) => Promise<void>;

/** How often an outcome is asked for in vain before a person is. */
const PROBE_TRIES = 40;
/** How long the provider's records may contradict each other before a person is asked, ms. */
const LONGEST_LAG = 10 * 60_000;
const LONGEST_PAUSE = 10 * 60_000;

/** Makes the worker of effects: the journal is written before and after everything that is sent. */
export function createEffectRunner(options: RunEffectOptions): EffectRunner {
  const { journal, clock, grace } = options;

  return async (file, effect) => {
    const work = prepareEffect(journal, options.effects, file, effect);
    await options.queue(work.serial, async () => {
      if (!(await journal.transact((tx) => takeSerial(tx, options, work.serial, effect)))) {
        // A reservation does not wait for what became of another order's points.
        if (effect.purpose === 'reserve' && clock() > file.order.created_at + grace) await finish(effect, FORGONE);
        return;
      }
      // `since` stands as long as some send may have happened: only a probe may say what became of it.
      await (effect.since === null ? sendFirst(work, effect) : find(work, effect, file));
    });
  };

  async function sendFirst(work: PreparedEffect, effect: EffectRecord): Promise<void> {
    let snapshot: string;
    try {
      snapshot = await work.snapshot();
    } catch (thrown) {
      await postpone(effect, thrown);
      return;
    }
    await send(work, effect, snapshot);
  }

  async function send(work: PreparedEffect, effect: EffectRecord, snapshot = effect.snapshot): Promise<void> {
    const now = clock();
    const written = {
      state: 'intended' as const,
      snapshot,
      since: effect.since ?? now,
      sent_at: now,
      attempts: effect.attempts + 1,
      wake_at: now + grace,
      error: null,
    };
    // Without the lease another process may be probing already: nothing may be sent.
    if (!(await update(effect, written))) return;

    const sent = { ...effect, ...written };
    let receipt: Receipt;
    try {
      receipt = await work.perform(sent);
    } catch (thrown) {
      await (effect.since === null ? failed(sent, thrown) : failedAgain(sent, thrown));
      return;
    }
    await apply(work, sent, receipt);
  }

  async function failed(sent: EffectRecord, thrown: unknown): Promise<void> {
    if (isPerksError(thrown) && thrown.outcome === 'notApplied') return postpone(sent, thrown);
    if (sent.kind === 'hold') return finish(sent, FORGONE);
    await update(sent, { state: 'unknown', wake_at: clock() + Math.max(grace, pause(sent.attempts)) });
  }

  /** An earlier send of this effect may be the very reason for a refusal: a probe has the last word. */
  async function failedAgain(sent: EffectRecord, thrown: unknown): Promise<void> {
    const certain = isPerksError(thrown) && thrown.outcome === 'notApplied';
    const rest = certain ? pauseAfter(thrown, sent.attempts) : Math.max(grace, pause(sent.attempts));
    await update(sent, { state: 'unknown', error: certain ? thrown.code : null, wake_at: clock() + rest });
  }

  async function find(work: PreparedEffect, effect: EffectRecord, { order }: OrderFile): Promise<void> {
    let probe: Probe | undefined;
    try {
      probe = await work.probe();
    } catch {
      // Nothing was learned: the provider is down, or shows a list that cannot be read.
    }
    const attempts = effect.attempts + 1;
    switch (probe?.outcome) {
      case 'applied':
        return apply(work, effect, probe.receipt);
      case 'refused':
        return finish(effect, { state: 'refused', error: probe.error });
      case 'forgone':
        return finish(effect, FORGONE);
      case 'ambiguous':
        return ask(effect, probe.question);
      case 'notApplied': {
        // Nobody wants to be told any more of a purchase that was taken back.
        if (effect.purpose === 'earn' && order.state !== 'committed') return finish(effect, FORGONE);
        const fate = effectFate(effect, effect.error, attempts, true);
        if (fate === 'again') return send(work, effect);
        return finish(effect, { state: 'refused', error: effect.error ?? 'PROVIDER_UNAVAILABLE' });
      }
    }
    const vain = probe ? clock() - (effect.since ?? 0) > LONGEST_LAG : attempts >= PROBE_TRIES;
    if (vain && effect.purpose !== 'release') return ask(effect, work.question);
    await update(effect, { state: 'unknown', attempts, wake_at: clock() + pause(attempts) });
  }

  /** After a try that certainly had no effect: again later, or never. */
  async function postpone(effect: EffectRecord, thrown: unknown): Promise<void> {
    const error = isPerksError(thrown) ? thrown.code : 'INTERNAL';
    const attempts = effect.state === 'intended' ? effect.attempts : effect.attempts + 1;
    switch (effectFate(effect, error, attempts, false)) {
      case 'refuse':
        return finish(effect, { state: 'refused', error, attempts });
      case 'forgo':
        return finish(effect, { state: 'forgone', since: null, error, attempts });
      case 'again': {
        const wake_at = clock() + pauseAfter(thrown, attempts);
        return finish(effect, { state: 'planned', since: null, attempts, error, wake_at });
      }
    }
  }

  async function apply(work: PreparedEffect, effect: EffectRecord, receipt: Receipt): Promise<void> {
    try {
      await finish(effect, {
        state: 'applied',
        receipt_id: receiptId(effect, receipt.id),
        sealed_receipt: journal.sealer.seal(JSON.stringify(receipt)),
        error: null,
      });
    } catch (thrown) {
      if ((await work.claimed([receipt.id])).size === 0) throw thrown;
      await ask(effect, `Two orders claim the same deed ${receipt.id} at the provider: whose is it?`);
    }
  }

  async function ask(effect: EffectRecord, question: string): Promise<void> {
    await finish(effect, { state: 'stuck', question });
  }

  function update(effect: EffectRecord, set: Partial<EffectRecord>): Promise<boolean> {
    return journal.transact((tx) => writeEffect(tx, options, effect, set));
  }

  /** Writes an outcome down and lets the next effect of the same serial go. */
  async function finish(effect: EffectRecord, set: Partial<EffectRecord>): Promise<void> {
    // A member's balance is kept only for as long as it may be needed.
    const over = effect.kind === 'operate' && set.state !== 'stuck' ? { snapshot: null } : {};
    await journal.transact(async (tx) => {
      if (await writeEffect(tx, options, effect, { ...set, ...over })) await dropSerial(tx, effect);
    });
  }
}

/** `since` stays: it says whether there may be something at the provider all the same. */
const FORGONE = { state: 'forgone' } as const;

function pause(attempts: number): number {
  return Math.min(250 * 2 ** attempts, LONGEST_PAUSE);
}

/** A provider may ask for a longer pause, within reason, but not for none. */
function pauseAfter(thrown: unknown, attempts: number): number {
  const asked = isPerksError(thrown) ? (thrown.retryAfter ?? 0) * 1000 : 0;
  return Math.min(Math.max(asked, pause(attempts)), LONGEST_PAUSE);
}
