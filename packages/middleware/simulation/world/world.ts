import type { Database } from '@checkout-perks/database';
import type { Script } from '../scripts/script.ts';
import type { Figures } from './figures.ts';
import type { GiftModel } from './gift-model.ts';
import type { PointsModel } from './points-model.ts';
import type { PromoModel } from './promo-model.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Wire } from './wire.ts';

/** Where a history takes place. */
export interface World {
  script: Script;
  time: VirtualTime;
  /** The true time at the beginning, ms since epoch: that of the providers. */
  epoch: number;
  database: Database<unknown>;
  gifts: GiftModel;
  promos: PromoModel;
  points: PointsModel;
  wire: Wire;
  figures: Figures;
  /** Transactions that were asked for so far. */
  writes: number;
  /** Transactions that the database is working on. */
  busy: number;
  trace(line: string): void;
  /** Notes that a rule was broken. */
  violate(rule: string): void;
}
