import { PerksError } from '@checkout-perks/core/errors';
import { normaliseCode } from '@checkout-perks/core/perks';
import type { Promo, PromoProvider } from '@checkout-perks/core/providers';
import type { Deadline } from './deadline.ts';
import type { NowOrLater } from './now-or-later.ts';

/** The promos of a site as they were at one moment. */
export interface PromoList {
  /** @param code The code as it is looked up */
  find(code: string): Promo | undefined;
  /** When it was asked for, ms since epoch. */
  readonly at: number;
  /** False when the site has more promos than are kept: then a code that is not found may still exist. */
  readonly isWhole: boolean;
}

/** How old a list may be, ms. */
export interface PromoIndexAges {
  /** From when on it is fetched anew, behind the backs of those who ask; 60 000. */
  refreshAfter: number;
  /** Up to when it is used while the provider is down; 3 600 000. */
  usableFor: number;
}

/** How the index of promos is made. */
export interface PromoIndexOptions extends Partial<PromoIndexAges> {
  provider: Pick<PromoProvider, 'list'>;
  clock: () => number;
  /** Most promos that are kept; 100 000. */
  most?: number;
}

/**
 * The promos of the site by their codes: the provider has no look-up by code, so the whole list is fetched now and then.
 *
 * There is one fetch at a time, and never one right after another that failed. While the provider is down the last list is
 * used up to a bound; what a promo's own dates and limit say is judged when it is used, so an old list lets no promo outlive
 * them.
 */
export interface PromoIndex {
  /**
   * The list to go by: the last one, at once, as long as it is hardly old; else a new one, or the last one again when the new one
   * has not come by the deadline.
   *
   * @param fresh For an order: seconds old at most, if the provider can be asked
   * @throws `PROVIDER_*` when nothing usable is known
   */
  list(deadline: Deadline, fresh?: boolean): NowOrLater<PromoList>;
  /** The last list, however old it is. */
  readonly last: PromoList | undefined;
}

/** How long nobody waits for a new list, as a multiple of `refreshAfter`. */
const HARDLY_OLD = 5;
/** How old a list may be that an order goes by, ms. A site whose list takes long to fetch is not asked without a pause. */
const FRESH = 3000;
const SHARE_OF_TIME = 10;
/** How long a failed fetch keeps others from being tried, ms. */
const PAUSE = 1000;

/** Makes the index; nothing is fetched yet. */
export function createPromoIndex(options: PromoIndexOptions): PromoIndex {
  const { provider, clock, refreshAfter = 60_000, usableFor = 3_600_000, most = 100_000 } = options;
  let last: PromoList | undefined;
  let underWay: Promise<PromoList> | undefined;
  let took = 0;
  let failed: { at: number; error: unknown } | undefined;

  function fetch(): Promise<PromoList> {
    if (underWay) return underWay;
    if (failed && passed(failed.at, clock()) < PAUSE) return Promise.reject(failed.error);
    const at = clock();
    const started = performance.now();
    const work = provider.list().then((promos) => {
      failed = undefined;
      took = performance.now() - started;
      last = indexed(promos, at, most);
      return last;
    });
    underWay = work;
    work.then(
      () => {
        underWay = undefined;
      },
      (error: unknown) => {
        underWay = undefined;
        failed = { at: clock(), error };
      },
    );
    return work;
  }

  return {
    get last() {
      return last;
    },
    list(deadline, fresh = false) {
      const age = last ? passed(last.at, clock()) : Number.POSITIVE_INFINITY;
      if (last && age < (fresh ? Math.max(FRESH, took * SHARE_OF_TIME) : refreshAfter)) return last;
      const coming = fetch();
      if (last && !fresh && age < refreshAfter * HARDLY_OLD) {
        coming.catch(() => {});
        return last;
      }
      return deadline.within(coming).catch((thrown: unknown) => {
        if (last && age < usableFor) return last;
        throw thrown;
      });
    },
  };
}

/** A clock that was set back says nothing of how old something is. */
function passed(since: number, now: number): number {
  return now >= since ? now - since : Number.POSITIVE_INFINITY;
}

function indexed(promos: readonly Promo[], at: number, most: number): PromoList {
  if (!Array.isArray(promos)) throw new PerksError('PROVIDER_PROTOCOL');
  const byCode = new Map<string, Promo>();
  let isWhole = true;
  for (const promo of promos) {
    const code = keyOf(promo.code);
    const other = byCode.get(code);
    // Codes are unique but for their case as far as we know; where they are not, the one that is good stays.
    if (other) {
      if (!other.valid && promo.valid) byCode.set(code, promo);
    } else if (byCode.size < most) {
      byCode.set(code, promo);
    } else {
      isWhole = false;
    }
  }
  return { find: (code) => byCode.get(code), at, isWhole };
}

/** As typed codes are looked up; nearly all codes need no more than capitals. */
function keyOf(code: string): string {
  return /^[A-Za-z0-9]+$/.test(code) ? code.toUpperCase() : normaliseCode(code);
}
