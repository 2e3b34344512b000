import { isGiftCode, maskCode, normaliseCode, type RejectionReason } from '@checkout-perks/core/perks';
import type { GiftCheck } from '@checkout-perks/core/providers';
import type { GoodPromo } from './judge-promo.ts';
import { andThen, type NowOrLater } from './now-or-later.ts';
import type { PromoList } from './promo-index.ts';
import { type GiftVerdict, resolveGift } from './resolve-gift.ts';
import { type PromoVerdict, resolvePromo } from './resolve-promo.ts';

/** A typed code that is a gift code good for this cart. */
export interface UsableGift {
  kind: 'gift';
  status: 'usable';
  /** As it was looked up. */
  code: string;
  masked: string;
  /** Minor units. */
  value: number;
  /** ms since epoch. */
  expiresAt?: number;
}

/** A typed code that is a promo, good at this moment. */
export interface UsablePromo {
  kind: 'promo';
  status: 'usable';
  /** As it was looked up. */
  code: string;
  promo: GoodPromo;
}

/** A typed code that cannot be used, and why. */
export interface RejectedCode {
  kind: 'gift' | 'promo';
  status: 'rejected';
  /** As it may be shown: only a code that is known to be a promo is shown in full. */
  shown: string;
  reason: RejectionReason;
  /** Whether somebody who was asked for this code said that it is none, or not good any more. */
  isWrong: boolean;
  /** The promo that was better for the shopper and stays. */
  kept?: string;
}

export type ResolvedCode = UsableGift | UsablePromo | RejectedCode;

/** Who is asked for codes. */
export interface CodeSources {
  /** Asks for a gift code; absent where the shop takes none. */
  gift?: ((code: string) => NowOrLater<GiftCheck>) | undefined;
  /** Asks for the site's promos; absent where the shop takes none. */
  promos?: (() => NowOrLater<PromoList>) | undefined;
  /** Waits a little for the gift code of a promo's spelling, which hardly ever is. */
  briefly: <T>(work: Promise<T>) => Promise<T>;
  /** The cart's currency. */
  currency: string;
  /** Most gift codes that one order may use. */
  maxGiftCodes: number;
  /** ms since epoch. */
  now: number;
}

/**
 * Looks typed codes up everywhere at once; changes nothing anywhere. Each typed code gets an answer, in the same order. A code
 * that is both a gift code and a promo is the gift code, because that was paid for
 * (`docs/decisions/0010-one-quote-of-three-providers.md`).
 *
 * @param typed Codes as typed
 */
export function resolveCodes(sources: CodeSources, typed: readonly string[]): NowOrLater<ResolvedCode[]> {
  const codes = typed.map(normaliseCode);
  const looked = new Map<string, NowOrLater<ResolvedCode>>();
  let isLater = false;
  for (const code of codes) {
    if (looked.has(code)) continue;
    const found = resolveCode(sources, code);
    looked.set(code, found);
    isLater ||= found instanceof Promise;
  }
  const found = [...looked.values()];
  return andThen(isLater ? Promise.all(found) : (found as ResolvedCode[]), (answers) => {
    return inOrder(sources, codes, new Map([...looked.keys()].map((code, index) => [code, answers[index]])));
  });
}

/** Answers each code in its place, as far as one may be used besides the others. */
function inOrder(
  sources: CodeSources,
  codes: readonly string[],
  looked: ReadonlyMap<string, ResolvedCode | undefined>,
): ResolvedCode[] {
  const used = new Set<string>();
  let gifts = 0;
  return codes.map((code): ResolvedCode => {
    const found = looked.get(code) ?? unknown(sources, code, 'discount_code_invalid');
    if (found.status === 'rejected') return found;
    if (used.has(code)) return turnedDown(found, 'discount_code_already_applied');
    if (found.kind === 'gift' && gifts >= sources.maxGiftCodes) {
      return turnedDown(found, 'discount_code_combination_disallowed');
    }
    used.add(code);
    if (found.kind === 'gift') gifts += 1;
    return found;
  });
}

/** A code that is good in itself, but not on this order. */
export function turnedDown(found: UsableGift | UsablePromo, reason: RejectionReason): RejectedCode {
  const { kind } = found;
  return { kind, status: 'rejected', shown: kind === 'gift' ? found.masked : found.code, reason, isWrong: false };
}

function resolveCode(sources: CodeSources, code: string): NowOrLater<ResolvedCode> {
  const asPromo = sources.promos && resolvePromo(sources.promos, code, sources.now);
  const asGift = sources.gift && resolveGift(sources.gift, code, sources.currency);
  if (asPromo instanceof Promise || asGift instanceof Promise) return resolveLater(sources, code, asGift, asPromo);
  return verdictOn(sources, code, asGift, asPromo);
}

/** Whoever holds a gift code need not wait for promos, and whoever holds a promo waits only a little for gift codes. */
async function resolveLater(
  sources: CodeSources,
  code: string,
  asGift: NowOrLater<GiftVerdict> | undefined,
  asPromo: NowOrLater<PromoVerdict> | undefined,
): Promise<ResolvedCode> {
  const promo = Promise.resolve(asPromo);
  // What becomes of the promo must not go unheeded when nobody waits for it.
  promo.catch(() => {});
  const gift = await (asGift && asPromo ? unlessPromo(sources, Promise.resolve(asGift), promo) : asGift);
  return verdictOn(sources, code, gift, gift && 'value' in gift ? undefined : await promo);
}

function verdictOn(
  sources: CodeSources,
  code: string,
  gift: GiftVerdict | undefined,
  promo: PromoVerdict | undefined,
): ResolvedCode {
  if (gift && 'value' in gift) return { kind: 'gift', status: 'usable', code, masked: maskCode(code), ...gift };
  if (promo && 'good' in promo) return { kind: 'promo', status: 'usable', code, promo: promo.good };
  return rejection(sources, code, gift, promo);
}

/** Waits for what is said of a gift code; when it is a good promo, only a little. */
function unlessPromo(
  { briefly }: CodeSources,
  asGift: Promise<GiftVerdict>,
  asPromo: Promise<PromoVerdict | undefined>,
): Promise<GiftVerdict> {
  const unavailable = { reason: 'discount_code_unavailable' } as const;
  const soon = asPromo.then((promo) => (promo && 'good' in promo ? briefly(asGift).catch(() => unavailable) : asGift));
  return Promise.race([asGift, soon]);
}

function rejection(
  sources: CodeSources,
  code: string,
  gift: Extract<GiftVerdict, { reason: unknown }> | undefined,
  promo: Extract<PromoVerdict, { reason: unknown }> | undefined,
): RejectedCode {
  const [asGift, asPromo] = [gift?.reason, promo?.reason];
  if (promo?.isThere && asPromo !== undefined) {
    return { kind: 'promo', status: 'rejected', shown: code, reason: asPromo, isWrong: false };
  }
  if (asGift !== undefined && !VAGUE.has(asGift)) {
    return { ...unknown(sources, code, asGift), isWrong: asGift === 'discount_code_expired' };
  }
  // One says no and the other cannot be asked: nobody knows. It was a guess all the same where the gift codes were asked.
  const isOpen = asGift === 'discount_code_unavailable' || asPromo === 'discount_code_unavailable';
  if (!isOpen) return unknown(sources, code, 'discount_code_invalid');
  const isWrong = asGift === 'discount_code_invalid' && isGiftCode(code);
  return { ...unknown(sources, code, 'discount_code_unavailable'), isWrong };
}

const VAGUE: ReadonlySet<RejectionReason> = new Set(['discount_code_invalid', 'discount_code_unavailable']);

function unknown({ gift }: CodeSources, code: string, reason: RejectionReason): RejectedCode {
  const kind = gift ? 'gift' : 'promo';
  return { kind, status: 'rejected', shown: gift ? maskCode(code) : code, reason, isWrong: true };
}
