import { isPerksError, PerksError } from '@checkout-perks/core/errors';
import type { EffectRecord, JournalTransaction, OrderFile } from '../../journal/journal.ts';
import { effectFate } from '../deciding/effect-fate.ts';
import { receiptId } from '../deciding/receipt-id.ts';
import type { Probe } from '../effects/effect.ts';
import type { EffectKinds } from '../effects/effect-kinds.ts';
import type { Receipt } from '../effects/receipts.ts';
import { dropSerial, takeSerial } from '../storing/serial.ts';
import { type Written, writeIntent, writeOutcome } from '../storing/write-effect.ts';
import type { OrderWriter } from '../storing/write-order.ts';
import { type PreparedEffect, prepareEffect } from './effect-job.ts';
import type { SerialQueue } from './serial-queue.ts';

/** What running effects needs. */
export interface RunEffectOptions extends OrderWriter {
  effects: EffectKinds;
  queue: SerialQueue;
  /** How long after a send its effect may still arrive, ms; a probe waits that long. */
  grace: number;
  /** ms by a clock that is never set. */
  monotonic: () => number;
  /**
   * How long after it was written down something may still be sent, ms; much less than the lease is longer than the grace, since
   * whoever takes the order over then believes that nothing comes any more.
   */
  latestStart: number;
}

/**
 * Works on one effect of an order once: sends it if it was never sent, else finds out what became of it. Afterwards it is
 * `applied`, `refused`, `forgone`, `stuck`, or open with a later `wake_at`. It never throws for a provider's fault.
 *
 * @param file The order, under a lease of this process
 * @returns The order as it then is, moved on where it waited for this effect; nothing when the lease was lost
 */
export type EffectRunner = (file: OrderFile, effect: EffectRecord) => Promise<OrderFile | undefined>;

/** How often an outcome is asked for in vain before a person is. */
const PROBE_TRIES = 40;
/** How long the provider's records may contradict each other before a person is asked, ms. */
const LONGEST_LAG = 10 * 60_000;
const LONGEST_PAUSE = 10 * 60_000;
/** How soon to look again whether another effect has given the serial back, ms. */
const SERIAL_PAUSE = 100;
/** Serials of other processes that are remembered. */
const MOST_CONTENDED = 1000;

/** One effect on its way, with its order as this process last wrote it. */
interface Task {
  work: PreparedEffect;
  file: OrderFile;
  effect: EffectRecord;
}

type Outcome = Promise<OrderFile | undefined>;

/** A moment by both clocks: one may be set, and the other stands still while the machine sleeps. */
interface Moment {
  clock: number;
  monotonic: number;
}

/** Makes the worker of effects: the journal is written before and after everything that is sent. */
export function createEffectRunner(options: RunEffectOptions): EffectRunner {
  const { journal, clock, monotonic, grace, latestStart } = options;
  const now = (): Moment => ({ clock: clock(), monotonic: monotonic() });
  const since = (moment: Moment) => Math.max(clock() - moment.clock, monotonic() - moment.monotonic);
  // Where another process was in the way, the serial is waited for before anything is asked of the provider.
  const contended = new Set<string>();

  return async (file, effect) => {
    const work = prepareEffect(journal, options.effects, file, effect);
    const task = { work, file, effect };
    // `since` stands as long as some send may have happened: only a probe may say what became of it.
    return options.queue(work.serial, () => (effect.since === null ? sendFirst(task) : find(task)));
  };

  async function sendFirst(task: Task): Outcome {
    const { work, effect } = task;
    let { file } = task;
    const isEarly = work.marksEarly && !contended.has(work.serial);
    if (!isEarly) {
      const turn = await journal.transact((tx) => takeTurn(tx, task, {}));
      if (!turn.isWritten || !turn.file) return turn.file;
      file = turn.file;
    }
    let snapshot: string;
    try {
      snapshot = await work.snapshot();
    } catch (thrown) {
      return postpone({ ...task, file }, thrown);
    }
    return send({ work, file, effect }, snapshot, isEarly ? now() : undefined);
  }

  /** @param marked When the snapshot was made, if the serial is still to be taken */
  async function send({ work, file, effect }: Task, snapshot: string | null, marked?: Moment): Outcome {
    // Others may have come and gone since: another mark is made.
    if (marked && since(marked) > latestStart) return file;
    const { turn, written, begun } = await journal.transact(async (tx) => {
      const begun = now();
      const written = {
        state: 'intended' as const,
        snapshot,
        since: effect.since ?? begun.clock,
        sent_at: begun.clock,
        attempts: effect.attempts + 1,
        wake_at: begun.clock + grace,
        error: null,
      };
      const turn = marked
        ? await takeTurn(tx, { work, file, effect }, written)
        : await writeIntent(tx, options, file, effect, written);
      return { turn, written, begun };
    });
    // Without the lease another process may be probing already: nothing may be sent.
    if (!turn.isWritten || !turn.file) return turn.file;

    const sent = { work, file: turn.file, effect: { ...effect, ...written } };
    let receipt: Receipt;
    try {
      // Nor when this process stood still: whoever takes its work over believes that nothing comes any more.
      if (since(begun) > latestStart) throw new PerksError('PROVIDER_UNAVAILABLE', HELD_UP);
      receipt = await work.perform(sent.effect);
    } catch (thrown) {
      return effect.since === null ? failed(sent, thrown) : failedAgain(sent, thrown);
    }
    return apply(sent, receipt);
  }

  /** Takes the serial and writes the effect, or has it look again soon. */
  async function takeTurn(tx: JournalTransaction, task: Task, set: Partial<EffectRecord>): Promise<Written> {
    const { work, file, effect } = task;
    const taken = await takeSerial(tx, work.serial, effect);
    if (taken === 'others') {
      if (contended.size >= MOST_CONTENDED) contended.clear();
      contended.add(work.serial);
      // A reservation does not wait for what became of another order's points.
      const isLate = effect.purpose === 'reserve' && clock() > file.order.created_at + grace;
      const outcome = isLate ? FORGONE : { wake_at: clock() + SERIAL_PAUSE };
      return { isWritten: false, file: await writeOutcome(tx, options, file, effect, outcome) };
    }
    contended.delete(work.serial);
    const written = await writeIntent(tx, options, file, effect, set);
    // In the queue for the serial the lease may have run out, and another process may have finished the effect.
    if (!written.isWritten && taken === 'new') await dropSerial(tx, effect);
    return written;
  }

  async function failed(sent: Task, thrown: unknown): Outcome {
    if (isPerksError(thrown) && thrown.outcome === 'notApplied') return postpone(sent, thrown);
    if (sent.effect.kind === 'hold') return finish(sent, FORGONE);
    return rest(sent, { state: 'unknown', wake_at: clock() + Math.max(grace, pause(sent.effect.attempts)) });
  }

  /** An earlier send of this effect may be the very reason for a refusal: a probe has the last word. */
  async function failedAgain(sent: Task, thrown: unknown): Outcome {
    const { attempts } = sent.effect;
    const certain = isPerksError(thrown) && thrown.outcome === 'notApplied';
    const wait = certain ? pauseAfter(thrown, attempts) : Math.max(grace, pause(attempts));
    return rest(sent, { state: 'unknown', error: certain ? thrown.code : null, wake_at: clock() + wait });
  }

  async function find(asked: Task): Outcome {
    const turn = await journal.transact((tx) => takeTurn(tx, asked, {}));
    if (!turn.isWritten || !turn.file) return turn.file;
    const task = { ...asked, file: turn.file };
    const { work, effect, file } = task;
    let probe: Probe | undefined;
    try {
      probe = await work.probe();
    } catch {
      // Nothing was learned: the provider is down, or shows a list that cannot be read.
    }
    const attempts = effect.attempts + 1;
    switch (probe?.outcome) {
      case 'applied':
        return apply(task, probe.receipt);
      case 'refused':
        return finish(task, { state: 'refused', error: probe.error });
      case 'forgone':
        return finish(task, FORGONE);
      case 'ambiguous':
        return ask(task, probe.question);
      case 'notApplied': {
        // Nobody wants to be told any more of a purchase that was taken back.
        if (effect.purpose === 'earn' && file.order.state !== 'committed') return finish(task, FORGONE);
        const fate = effectFate(effect, effect.error, attempts, true);
        if (fate === 'again') return send(task, effect.snapshot);
        return finish(task, { state: 'refused', error: effect.error ?? 'PROVIDER_UNAVAILABLE' });
      }
    }
    const vain = probe ? clock() - (effect.sent_at ?? 0) > LONGEST_LAG : attempts >= PROBE_TRIES;
    if (vain && effect.purpose !== 'release') return ask(task, work.question);
    return rest(task, { state: 'unknown', attempts, wake_at: clock() + pause(attempts) });
  }

  /** After a try that certainly had no effect: again later, or never. */
  async function postpone(task: Task, thrown: unknown): Outcome {
    const { effect } = task;
    const error = isPerksError(thrown) ? thrown.code : 'INTERNAL';
    const before = effect.state === 'intended' ? effect.attempts - 1 : effect.attempts;
    // What was held up on this side says nothing of the provider.
    const attempts = isHeldUp(thrown) ? before : before + 1;
    switch (effectFate(effect, error, attempts, false)) {
      case 'refuse':
        return finish(task, { state: 'refused', error, attempts });
      case 'forgo':
        return finish(task, { state: 'forgone', since: null, error, attempts });
      case 'again': {
        const wake_at = clock() + pauseAfter(thrown, attempts);
        return finish(task, { state: 'planned', since: null, attempts, error, wake_at });
      }
    }
  }

  async function apply(task: Task, receipt: Receipt): Outcome {
    try {
      return await finish(task, {
        state: 'applied',
        receipt_id: receiptId(task.effect, receipt.id),
        sealed_receipt: journal.sealer.seal(JSON.stringify(receipt)),
        error: null,
      });
    } catch (thrown) {
      if ((await task.work.claimed([receipt.id])).size === 0) throw thrown;
      return ask(task, `Two orders claim the same deed ${receipt.id} at the provider: whose is it?`);
    }
  }

  async function ask(task: Task, question: string): Outcome {
    return finish(task, { state: 'stuck', question });
  }

  /** Writes that an outcome is still open; the serial stays with the effect. */
  function rest({ file, effect }: Task, set: Partial<EffectRecord>): Outcome {
    return journal.transact((tx) => writeOutcome(tx, options, file, effect, set));
  }

  /** Writes an outcome down and lets the next effect of the same serial go. */
  function finish({ file, effect }: Task, set: Partial<EffectRecord>): Outcome {
    // A member's balance is kept only for as long as it may be needed.
    const over = effect.kind === 'operate' && set.state !== 'stuck' ? { snapshot: null } : {};
    return journal.transact(async (tx) => {
      const written = await writeOutcome(tx, options, file, effect, { ...set, ...over });
      if (written) await dropSerial(tx, effect);
      return written;
    });
  }
}

/** Of what was not sent because it had waited for too long in this process. */
const HELD_UP = { outcome: 'notApplied', details: { heldUp: true } } as const;

function isHeldUp(thrown: unknown): boolean {
  return isPerksError(thrown) && thrown.details?.heldUp === true;
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
