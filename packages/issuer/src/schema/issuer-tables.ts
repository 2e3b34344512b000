import type { GiftTables } from './gift-tables.ts';
import type { PointsTables } from './points-tables.ts';
import type { PromoTables } from './promo-tables.ts';

/** Tables of the issuer. Amounts in minor units, times in ms since epoch, flags 0 and 1. */
export interface IssuerTables extends GiftTables, PromoTables, PointsTables {}
