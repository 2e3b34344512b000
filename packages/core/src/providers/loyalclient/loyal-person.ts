import { PerksError } from '../../errors/perks-error.ts';
import { parseBasisPoints } from '../parse-basis-points.ts';
import type { ClientWire } from './wire.ts';

/** How a level rewards; `unknown` for a word that the document does not list. */
export type LoyalLevelType = 'cashback' | 'discount' | 'unknown';

/** A client of the loyalty programme, as LoyalClient shows it. Personal data. */
export interface LoyalPerson {
  id: string;
  name?: string;
  /** URL. */
  photo?: string;
  /** `YYYY-MM-DD`. */
  birthday?: string;
  level: {
    id: string;
    title: string;
    /** Hundredths of a percent. */
    basisPoints: number;
    type: LoyalLevelType;
    /** The largest part of a purchase that points may pay, hundredths of a percent. */
    maxSpendBasisPoints?: number;
  };
  /** Digits only. */
  phone?: string;
  email?: string;
  /** Points, with decimals where the provider has them. */
  balance: number;
}

/**
 * Reads a client.
 *
 * @throws {PerksError} `PROVIDER_PROTOCOL` for a client without a balance, `MONEY_INVALID` for a percentage that is none
 */
export function loyalPersonOf(wire: ClientWire): LoyalPerson {
  const { id, name, photo, birthday, level, email } = wire;
  const type = levelTypeOf(level.type);
  // By the document the balance of a `discount` level is 0 always; any other that is missing is not known.
  const balance = wire.balance ?? (type === 'discount' ? 0 : undefined);
  if (balance === undefined) throw new PerksError('PROVIDER_PROTOCOL', { outcome: 'unknown' });
  const phone = wire.phone?.replace(/\D/g, '');
  return {
    id,
    ...(name ? { name } : {}),
    ...(photo ? { photo } : {}),
    ...(birthday ? { birthday } : {}),
    level: {
      id: level.id ?? '',
      title: level.title ?? '',
      basisPoints: parseBasisPoints(level.percent),
      type,
      ...(level.maxSpendPercent == null ? {} : { maxSpendBasisPoints: parseBasisPoints(level.maxSpendPercent) }),
    },
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    balance,
  };
}

/** Reads the document's word for how a level rewards. */
export function levelTypeOf(word: string | null | undefined): LoyalLevelType {
  return word === 'cashback' || word === 'discount' ? word : 'unknown';
}
