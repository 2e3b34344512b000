import { randomBytes } from 'node:crypto';
import type { LoyaltyAnswer } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import type { Member, PointsProvider } from '@checkout-perks/core/providers';
import type { Journal } from '../journal/journal.ts';
import { createBackground } from './background.ts';
import { createCustomerTokens } from './customer-tokens.ts';
import { findMember, phoneOf } from './find-member.ts';
import type { Loyalty, LoyaltyClient } from './loyalty.ts';
import { memberView } from './member-view.ts';
import { CODE_LENGTH, CODE_VALID_FOR, createOneTimeCodes, type MadeCode } from './one-time-codes.ts';
import { type ReadSearch, readSearch } from './read-search.ts';
import { type SendCode, sendWithin } from './send-code.ts';
import { createSessionTokens } from './session-tokens.ts';

/** What telling shoppers apart needs. */
export interface LoyaltyRoomOptions {
  provider: PointsProvider;
  journal: Journal;
  /** The current secret first, then those it replaced. */
  secrets: readonly string[];
  sendCode?: SendCode | undefined;
  customerSecret?: string | undefined;
  appCode?: RegExp | undefined;
  clock: () => number;
  /** Told of what went wrong after an answer. */
  report: (thrown: unknown, requestId?: string) => void;
}

/** Time between two cleanings, ms. */
const CLEAN_EVERY = 600_000;

/** Finds out who shoppers are, without telling anybody who is a member. */
export function createLoyalty(options: LoyaltyRoomOptions): Loyalty {
  const { provider, sendCode, clock, report } = options;
  const sessions = createSessionTokens(options.secrets, clock);
  const codes = createOneTimeCodes(options.journal, clock);
  const customers = createCustomerTokens(options.customerSecret, clock);
  const background = createBackground(() => report(new PerksError('TOO_MANY_ATTEMPTS'), 'loyalty'));
  let cleanAt = 0;

  async function identified(read: ReadSearch, member: Member): Promise<LoyaltyAnswer> {
    const { hint } = read;
    // An app code is soon another one; the member is found by their phone for as long as the session lasts.
    const search = read.kind === 'appCode' ? (phoneOf(member) ?? read.search) : read.search;
    const session = { search, hint, confirmed: true, memberId: member.id } as const;
    const { token, expiresAt } = await sessions.issue({ id: randomId(), phone: read.kind === 'phone', session });
    return { session: token, state: 'identified', hint, member: memberView(member), expiresAt };
  }

  async function proven(read: ReadSearch): Promise<LoyaltyAnswer> {
    const member = await findMember(provider, read);
    if (!member) throw new PerksError('MEMBER_NOT_FOUND');
    return identified(read, member);
  }

  /** Answers by the typed text alone. Nothing on this way may look anybody up, or do anything that depends on who is a member. */
  async function unproven(read: ReadSearch, client: LoyaltyClient): Promise<LoyaltyAnswer> {
    const { search, hint } = read;
    const made = sendCode && (await codes.make(search));
    const { token, expiresAt } = await sessions.issue({
      id: made?.id ?? randomId(),
      phone: read.kind === 'phone',
      session: { search, hint, confirmed: false },
    });
    if (made) inBackground(client, () => send(read, made, client.locale));
    return { session: token, state: 'confirm', hint, expiresAt };
  }

  async function send(read: ReadSearch, { code }: MadeCode, locale: string): Promise<void> {
    const member = await findMember(provider, read);
    const phone = member && (read.kind === 'phone' ? read.search : phoneOf(member));
    const allowed = await codes.maySend(phone);
    if (sendCode && phone !== undefined && allowed) await sendWithin(sendCode, { phone, code, locale });
  }

  function inBackground({ requestId }: LoyaltyClient, work: () => Promise<void>): void {
    const until = clock() + CODE_VALID_FOR;
    background.run(async () => {
      try {
        if (clock() < until) await work();
        if (clock() < cleanAt) return;
        cleanAt = clock() + CLEAN_EVERY;
        await codes.clean();
      } catch (thrown) {
        report(thrown, requestId);
      }
    });
  }

  return {
    oneTimeCode: sendCode !== undefined,

    async identify(request, client) {
      if (request.customerToken !== undefined) return proven(await customers.read(request.customerToken));
      const read = readSearch(request.search ?? '', options.appCode);
      return read.kind === 'appCode' ? proven(read) : unproven(read, client);
    },

    async confirm({ session: token, code: typed }) {
      const { id, phone, session } = await sessions.open(token);
      if (session.confirmed) throw new PerksError('LOYALTY_SESSION_INVALID');
      const code = typed.normalize('NFKC').replace(/[^\d]/g, '');
      // No code looks like this, so it is a slip and no try.
      if (code.length !== CODE_LENGTH) throw new PerksError('CONFIRMATION_CODE_WRONG');
      await codes.check(id, code);

      const read: ReadSearch = { kind: phone ? 'phone' : 'card', search: session.search, hint: session.hint };
      const member = await findMember(provider, read);
      if (!member) {
        // Nothing was sent, so this was a lucky guess, which proves nothing.
        await codes.miss(id);
        throw new PerksError('CONFIRMATION_CODE_WRONG');
      }
      await codes.use(id);
      return identified(read, member);
    },

    open: async (token) => (await sessions.open(token)).session,
    customerToken: (search, validForMs) => customers.issue(search, validForMs),
    close: () => background.close(),
  };
}

function randomId(): string {
  return randomBytes(16).toString('base64url');
}
