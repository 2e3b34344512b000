import { parseDecimal } from '../../money/parse-decimal.ts';
import { parseBasisPoints } from '../parse-basis-points.ts';
import { readTime } from '../read-time.ts';
import { type ListedPromoWire, type PromoWire, UNREADABLE } from './wire.ts';

/** A promo as Mottor keeps it. Sums in minor units, times in ms since epoch. */
export interface MottorPromo {
  id: number;
  code: string;
  isEnabled: boolean;
  /** What it lowers; `unknown` for a type that the document does not list. */
  bonusType: 'goods' | 'delivery' | 'unknown';
  /** Minor units, or hundredths of a percent where `bonusAmountIsInPercentages`. */
  bonusAmount: number;
  bonusAmountIsInPercentages: boolean;
  /** Whether `startsAt` and `endsAt` count at all. */
  timeLimitIsEnabled: boolean;
  startsAt?: number;
  endsAt?: number;
  /** Whether `quantityLimit` counts at all. */
  quantityLimitIsEnabled: boolean;
  /** 0 leaves no use, as we read it. */
  quantityLimit: number;
  /** Raw; the document can be read as "once per person" and as its opposite. Lists do not show it. */
  personalLimitIsEnabled?: boolean;
  /** Its place in the list. Only in lists. */
  position?: number;
  /** How often it was used; it may lag behind. Only in lists. */
  usedCount?: number;
  /** The provider's own word. Only in lists. */
  isValid?: boolean;
  /** Fields that count but could not be read: what such a promo takes off, or when, nobody can tell. */
  unreadable?: readonly string[];
}

/**
 * Reads a promo. What counts but cannot be read is named in `unreadable` and left out or set to nothing, so that one odd
 * promo takes no others of its list with it.
 *
 * @param id The promo's id, which only lists show
 * @param currency The site's currency, in which fixed sums are
 */
export function mottorPromoOf(id: number, wire: PromoWire & Partial<ListedPromoWire>, currency: string): MottorPromo {
  const unreadable: string[] = [];
  const read = <T>(field: string, value: T | null | undefined | typeof UNREADABLE): T | undefined => {
    if (value !== UNREADABLE) return value ?? undefined;
    unreadable.push(field);
    return undefined;
  };
  /** Without these nobody can tell what it takes off; the document's defaults are for requests. */
  const required = <T>(field: string, value: T | null | undefined | typeof UNREADABLE, missing: T): T => {
    return read(field, value ?? UNREADABLE) ?? missing;
  };

  const inPercent = required('bonus_amount_is_in_percentages', wire.bonus_amount_is_in_percentages, false);
  const sum = amountOf(wire.bonus_amount, inPercent, currency);
  const timed = read('time_limit_is_enabled', wire.time_limit_is_enabled) ?? false;
  const limited = read('quantity_limit_is_enabled', wire.quantity_limit_is_enabled) ?? false;
  // Dates and a limit that are switched off may hold anything, such as a database's zeros.
  const startsAt = timed ? read('d_on', timeOf(wire.d_on)) : known(timeOf(wire.d_on));
  const endsAt = timed ? read('d_off', timeOf(wire.d_off)) : known(timeOf(wire.d_off));
  const quantityLimit = limited ? read('quantity_limit', wire.quantity_limit) : known(wire.quantity_limit);
  const personal = read('personal_limit_is_enabled', wire.personal_limit_is_enabled);
  const usedCount = read('promo_used_count', wire.promo_used_count);
  const isValid = read('is_valid', wire.is_valid);

  const promo: MottorPromo = {
    id,
    code: wire.code,
    isEnabled: read('is_enabled', wire.is_enabled) ?? false,
    bonusType: bonusTypeOf(required<number | string>('bonus_type', wire.bonus_type, '')),
    bonusAmount: required('bonus_amount', sum, 0),
    bonusAmountIsInPercentages: inPercent,
    timeLimitIsEnabled: timed,
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
    quantityLimitIsEnabled: limited,
    quantityLimit: quantityLimit ?? 0,
    ...(personal === undefined ? {} : { personalLimitIsEnabled: personal }),
    ...(wire.pos == null ? {} : { position: wire.pos }),
    ...(usedCount === undefined ? {} : { usedCount }),
    ...(isValid === undefined ? {} : { isValid }),
  };
  return unreadable.length === 0 ? promo : { ...promo, unreadable };
}

/** Document: 2 is the price of the goods, 3 that of delivery. */
export const BONUS_TYPES = { goods: 2, delivery: 3 } as const;

/** Tells what a promo lowers, by Mottor's number for it. */
export function bonusTypeOf(raw: number | string | null | undefined): MottorPromo['bonusType'] {
  const number = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
  if (number === BONUS_TYPES.goods) return 'goods';
  return number === BONUS_TYPES.delivery ? 'delivery' : 'unknown';
}

function amountOf(value: PromoWire['bonus_amount'], inPercent: boolean, currency: string): number | typeof UNREADABLE {
  try {
    const amount = inPercent ? parseBasisPoints(value) : parseDecimal(value, currency);
    return amount >= 0 ? amount : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

function timeOf(text: PromoWire['d_on']): number | undefined | typeof UNREADABLE {
  if (text === UNREADABLE) return UNREADABLE;
  return text ? (readTime(text) ?? UNREADABLE) : undefined;
}

function known<T>(value: T | null | undefined | typeof UNREADABLE): T | undefined {
  return value === UNREADABLE ? undefined : (value ?? undefined);
}
