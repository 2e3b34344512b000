import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { Database } from '@checkout-perks/database';
import type { ShopTables } from '../tables/shop-tables.ts';

/** A text message that a real shop would have sent to a phone. */
export interface TextMessage {
  id: string;
  /** The last two digits of the phone. */
  phone: string;
  /** The one-time code. */
  code: string;
  /** ms since epoch. */
  sentAt: number;
}

/** Text messages of the demo. Each is shown only to the visitor whose request caused it. */
export interface Inbox {
  /** Serves a visitor's request. Messages sent during the request belong to that visitor. */
  serve<T>(visitor: string, request: () => Promise<T>): Promise<T>;
  /** Stores a message instead of sending it. A message outside a visitor's request is dropped. */
  send(message: { phone: string; code: string }): Promise<void>;
  /** Lists a visitor's messages of the last ten minutes, newest first. */
  read(visitor: string): Promise<TextMessage[]>;
}

/** How long a message is kept, ms. */
const MESSAGE_LIFE = 10 * 60_000;
/** Largest number of messages that are shown. */
const SHOWN = 3;

/** Creates an inbox that keeps messages in the shop's database. */
export function createInbox(database: Database<ShopTables>, clock: () => number, newSecretId: () => string): Inbox {
  const visitors = new AsyncLocalStorage<string>();

  return {
    serve: (visitor, request) => visitors.run(visitor, request),

    async send({ phone, code }) {
      const visitor = visitors.getStore();
      const now = clock();
      await database.transact(async (tx) => {
        await tx
          .deleteFrom('shop_messages')
          .where('sent_at', '<=', now - MESSAGE_LIFE)
          .execute();
        if (visitor === undefined) return;
        await tx
          .insertInto('shop_messages')
          .values({ id: newSecretId(), visitor, phone: phone.slice(-2), code, sent_at: now })
          .execute();
      });
    },

    async read(visitor) {
      const rows = await database.read
        .selectFrom('shop_messages')
        .select(['id', 'phone', 'code', 'sent_at'])
        .where('visitor', '=', visitor)
        .where('sent_at', '>', clock() - MESSAGE_LIFE)
        .orderBy('sent_at', 'desc')
        .limit(SHOWN)
        .execute();
      return rows.map(({ sent_at, ...row }) => ({ ...row, sentAt: Number(sent_at) }));
    },
  };
}

/** Derives the visitor's name from the cart's id. It is part of addresses, so it must not reveal the id. */
export function toVisitor(cartId: string): string {
  return createHash('sha256').update(`inbox ${cartId}`).digest('base64url').slice(0, 22);
}
