import { type ReconcileRequest, type Reconciliation, reconcileRequest } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { maskCode } from '@checkout-perks/core/perks';
import type { GiftProvider } from '@checkout-perks/core/providers';
import { compareBalance } from './compare-balance.ts';
import { compareGifts, type ListedEntry } from './compare-gifts.ts';
import { comparePromos } from './compare-promos.ts';
import { countPoints } from './count-points.ts';
import { createDifferenceBook } from './difference-book.ts';
import { listOpenEffects } from './list-open-effects.ts';
import type { Period, ReconcileOptions } from './reconcile-options.ts';

/**
 * Lays the journal and the providers' own books side by side and lists where they differ, each time with a cause. It changes
 * nothing but its own record of the balance, and may run while orders do.
 *
 * @throws {PerksError} `INVALID_REQUEST` for a time that is none or ends before it begins
 */
export type Reconcile = (request?: ReconcileRequest) => Promise<Reconciliation>;

const DAY = 24 * 3600_000;
/** How long a time is compared unless told, ms. */
const USUAL = 31 * DAY;
/** How far a provider's clock may be off, ms: its lists are read that much further back. */
const SKEW = DAY;

/** Makes reconciliation of the providers that there are. */
export function createReconcile(options: ReconcileOptions): Reconcile {
  const { journal, gift, promo, points, clock } = options;
  const names = {
    ...(gift ? { activate: gift.name, issue: gift.name } : {}),
    ...(points ? { hold: points.name, release: points.name, operate: points.name } : {}),
  };

  return async (request = {}) => {
    const period = periodOf(request, clock());
    const book = createDifferenceBook();
    const inFlight = await listOpenEffects(journal, names, book, period.to, period.now);

    const compare = async (kind: 'activate' | 'issue', provider: GiftProvider) => {
      const entries = kind === 'activate' ? activationsOf(provider, period) : issuesOf(provider, period);
      return compareGifts({ journal, kind, provider: provider.name, entries, period, book });
    };
    const none = { provider: 0, journal: 0 };
    const activations = gift ? await compare('activate', gift) : none;
    const issues = gift ? await compare('issue', gift) : none;
    const balance = gift ? await compareBalance(journal, gift, period, book) : undefined;
    const promos = promo ? await comparePromos(journal, promo, book) : { promos: 0, ...none };
    const operations = points ? await countPoints(journal, points, period, book) : 0;

    return {
      from: new Date(period.from).toISOString(),
      to: new Date(period.to).toISOString(),
      checked: { activations, issues, promos, points: { journal: operations }, inFlight },
      ...(balance ? { balance } : {}),
      ...book.result(),
    };
  };
}

function periodOf(request: ReconcileRequest, now: number): Period {
  const read = reconcileRequest.safeParse(request);
  if (!read.success) {
    const [field = 'since'] = read.error.issues[0]?.path ?? [];
    throw new PerksError('INVALID_REQUEST', { details: { path: String(field) } });
  }
  const to = read.data.until === undefined ? now : Math.min(Date.parse(read.data.until), now);
  const from = read.data.since === undefined ? to - USUAL : Date.parse(read.data.since);
  if (!(from < to)) throw new PerksError('INVALID_REQUEST', { details: { path: 'since' } });
  return { from, to, now };
}

async function* activationsOf(provider: GiftProvider, { from }: Period): AsyncGenerator<ListedEntry> {
  for await (const { operationId, amount, currency, createdAt } of provider.activations(from - SKEW)) {
    yield { id: operationId, amount, currency, createdAt, details: { operation: operationId } };
  }
}

async function* issuesOf(provider: GiftProvider, { from }: Period): AsyncGenerator<ListedEntry> {
  for await (const { id, code, amount, currency, createdAt } of provider.issues(from - SKEW)) {
    yield { id, amount, currency, createdAt, details: { issue: id, code: maskCode(code) } };
  }
}
