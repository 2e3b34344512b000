import { PerksError } from '../../errors/perks-error.ts';
import { toDecimalNumber } from '../../money/to-decimal-number.ts';
import { readTime } from '../read-time.ts';
import { BONUS_TYPES } from './mottor-promo.ts';
import { type PromoBody, type PromoWire, promoBodyWire } from './wire.ts';

/** What a promo takes off. The sum and whether it is a percentage go together, or 10 roubles would become 10 %. */
export interface MottorBonus {
  /** Minor units, at least 0.01 of the currency; or hundredths of a percent, 1 to 10 000, when a percentage. */
  bonusAmount: number;
  bonusAmountIsInPercentages: boolean;
}

/** When and how often a promo is good. */
export interface MottorLimits {
  /** True unless given when `startsAt` or `endsAt` is, because dates without it mean nothing. */
  timeLimitIsEnabled?: boolean;
  /** ms since epoch; null for none. */
  startsAt?: number | null;
  /** ms since epoch, after `startsAt`; null for none. */
  endsAt?: number | null;
  /** True unless given when `quantityLimit` is. */
  quantityLimitIsEnabled?: boolean;
  /** Zero or more; with 0 the promo cannot be used at all, as we read the document. */
  quantityLimit?: number;
  /** Raw; the document can be read as "once per person" and as its opposite. */
  personalLimitIsEnabled?: boolean;
}

/** What to create. Nothing is left to the document's defaults, which would make a disabled promo worth 0.01. */
export interface MottorPromoDraft extends MottorBonus, MottorLimits {
  /** 2 to 15 Latin letters and digits. */
  code: string;
  isEnabled: boolean;
  bonusType: 'goods' | 'delivery';
}

/** What to change; the rest stays as it is. */
export type MottorPromoChange = Partial<Omit<MottorPromoDraft, keyof MottorBonus>> &
  (MottorBonus | { bonusAmount?: undefined; bonusAmountIsInPercentages?: undefined });

/**
 * Writes a whole promo.
 *
 * @throws {PerksError} `INVALID_REQUEST` or `MONEY_INVALID` for what no promo can be, with the field in `details.path`
 */
export function draftBody(draft: MottorPromoDraft, currency: string): PromoBody {
  const { code, is_enabled, bonus_type, bonus_amount, bonus_amount_is_in_percentages, ...limits } = changedFields(
    draft,
    currency,
  );
  if (code === undefined) throw invalid('code');
  if (is_enabled === undefined) throw invalid('isEnabled');
  if (bonus_type === undefined) throw invalid('bonusType');
  if (bonus_amount === undefined || bonus_amount_is_in_percentages === undefined) throw invalid('bonusAmount');
  if (limits.quantity_limit_is_enabled && limits.quantity_limit === undefined) throw invalid('quantityLimit');
  return {
    code,
    is_enabled,
    bonus_type,
    bonus_amount,
    bonus_amount_is_in_percentages,
    time_limit_is_enabled: false,
    d_on: null,
    d_off: null,
    quantity_limit_is_enabled: false,
    quantity_limit: 0,
    personal_limit_is_enabled: false,
    ...limits,
  };
}

/**
 * Writes the fields that are to change, checked one by one and against each other.
 *
 * @throws {PerksError} As {@link draftBody}
 */
export function changedFields(change: MottorPromoChange, currency: string): Partial<PromoBody> {
  const { code, bonusType, bonusAmount, bonusAmountIsInPercentages, startsAt, endsAt, quantityLimit } = change;
  const body: Partial<PromoBody> = {};
  if (code !== undefined) {
    if (typeof code !== 'string' || !CODE.test(code)) throw invalid('code');
    body.code = code;
  }
  if (bonusType !== undefined) {
    if (!Object.hasOwn(BONUS_TYPES, bonusType)) throw invalid('bonusType');
    body.bonus_type = BONUS_TYPES[bonusType];
  }
  if (bonusAmount !== undefined || bonusAmountIsInPercentages !== undefined) {
    if (bonusAmount === undefined) throw invalid('bonusAmount');
    body.bonus_amount_is_in_percentages = checkedFlag(bonusAmountIsInPercentages, 'bonusAmountIsInPercentages');
    body.bonus_amount = bonusAmountIsInPercentages ? writtenPercent(bonusAmount) : writtenSum(bonusAmount, currency);
  }
  if (startsAt !== undefined) body.d_on = writtenTime(startsAt, 'startsAt');
  if (endsAt !== undefined) body.d_off = writtenTime(endsAt, 'endsAt');
  if (typeof body.d_on === 'string' || typeof body.d_off === 'string') body.time_limit_is_enabled = true;
  if (quantityLimit !== undefined) {
    if (!Number.isSafeInteger(quantityLimit) || quantityLimit < 0) throw invalid('quantityLimit');
    body.quantity_limit = quantityLimit;
    body.quantity_limit_is_enabled = true;
  }
  for (const [name, field] of FLAGS) {
    if (change[name] !== undefined) body[field] = checkedFlag(change[name], name);
  }
  checkWindow(body);
  return body;
}

/**
 * Writes a changed promo whole: a server that takes PUT for a replacement would else disable it and set 0.01. What does not
 * change is sent as it was read, dates above all: one without an offset must not move because the code did.
 *
 * @param current The promo as last read
 * @param changed What {@link changedFields} made of the change
 * @throws {PerksError} `INVALID_REQUEST` for a change that does not go with the rest; `PROVIDER_PROTOCOL` when a field
 *   that stays could not be read
 */
export function mergedBody(current: PromoWire, changed: Partial<PromoBody>): PromoBody {
  const { d_on, d_off, quantity_limit } = current;
  const merged = { ...current, d_on: d_on ?? null, d_off: d_off ?? null, quantity_limit: quantity_limit ?? 0 };
  const read = promoBodyWire.safeParse({ ...merged, ...changed });
  if (!read.success) throw new PerksError('PROVIDER_PROTOCOL', { outcome: 'notApplied' });
  const body = read.data;
  // A window that nobody touches is the merchant's own affair.
  if (changed.d_on !== undefined || changed.d_off !== undefined) checkWindow(body);
  // Switched on with nobody's number, the default of 0 would use the promo up at once.
  const { quantity_limit_is_enabled: limited, quantity_limit: limit } = changed;
  if (limited && limit === undefined && body.quantity_limit === 0) throw invalid('quantityLimit');
  return body;
}

/** Tells whether what the provider shows is what was sent. Dates and limits that are switched off do not count. */
export function isSameBody(wire: Partial<PromoWire>, body: PromoBody): boolean {
  const same = (name: keyof PromoBody) => (wire[name] ?? body[name]) === body[name];
  const sameTime = (name: 'd_on' | 'd_off') => timeOf(wire[name]) === timeOf(body[name]);
  return (
    wire.code?.toLowerCase() === body.code.toLowerCase() &&
    same('is_enabled') &&
    String(wire.bonus_type) === String(body.bonus_type) &&
    Number(wire.bonus_amount) === body.bonus_amount &&
    same('bonus_amount_is_in_percentages') &&
    same('time_limit_is_enabled') &&
    (!body.time_limit_is_enabled || (sameTime('d_on') && sameTime('d_off'))) &&
    same('quantity_limit_is_enabled') &&
    (!body.quantity_limit_is_enabled || same('quantity_limit')) &&
    same('personal_limit_is_enabled')
  );
}

/** Tells whether a promo reads exactly as it did before. */
export function isUnchanged(now: PromoWire, before: PromoWire): boolean {
  return Object.keys(promoBodyWire.shape).every((name) => {
    const field = name as keyof PromoBody;
    return (now[field] ?? null) === (before[field] ?? null);
  });
}

const CODE = /^[A-Za-z0-9]{2,15}$/;

const FLAGS = [
  ['isEnabled', 'is_enabled'],
  ['timeLimitIsEnabled', 'time_limit_is_enabled'],
  ['quantityLimitIsEnabled', 'quantity_limit_is_enabled'],
  ['personalLimitIsEnabled', 'personal_limit_is_enabled'],
] as const;

/** The document's window runs from `d_on` to `d_off`; Mottor's answer to a reversed one is not known. */
function checkWindow({ d_on, d_off }: Partial<PromoBody>): void {
  const [start, end] = [timeOf(d_on), timeOf(d_off)];
  if (typeof start === 'number' && typeof end === 'number' && start >= end) throw invalid('endsAt');
}

function checkedFlag(flag: unknown, path: string): boolean {
  if (typeof flag === 'boolean') return flag;
  throw invalid(path);
}

function writtenPercent(basisPoints: number): number {
  if (!Number.isSafeInteger(basisPoints) || basisPoints < 1 || basisPoints > 10_000) throw invalid('bonusAmount');
  return basisPoints / 100;
}

/** Mottor counts in hundredths in every currency: at least 0.01, and no more than two decimals. */
function writtenSum(amount: number, currency: string): number {
  try {
    const sum = toDecimalNumber(amount, currency);
    if (sum >= 0.01 && /^\d+(\.\d{1,2})?$/.test(String(sum))) return sum;
  } catch {
    // Refused below, with the outcome that the caller needs.
  }
  throw new PerksError('MONEY_INVALID', { outcome: 'notApplied', details: { path: 'bonusAmount' } });
}

/** The end of the year 9999: past it ISO 8601 needs more digits than anybody reads. */
const LAST_TIME = Date.UTC(10_000, 0) - 1;

function writtenTime(ms: number | null, path: string): string | null {
  if (ms === null) return null;
  if (!Number.isSafeInteger(ms) || ms < 0 || ms > LAST_TIME) throw invalid(path);
  return new Date(ms).toISOString();
}

/** A time as ms; one that cannot be read as the text it is. */
function timeOf(text: string | symbol | null | undefined): number | string | null {
  if (typeof text !== 'string' || text === '') return null;
  return readTime(text) ?? text;
}

function invalid(path: string): PerksError {
  return new PerksError('INVALID_REQUEST', { outcome: 'notApplied', details: { path } });
}
