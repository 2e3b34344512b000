import { confirmRequest, identifyRequest } from '@checkout-perks/core/contract';
import { isPerksError } from '@checkout-perks/core/errors';
import { type Context, Hono } from 'hono';
import type { Loyalty } from '../loyalty/loyalty.ts';
import { parseInput } from '../orders/verbs/parse-input.ts';
import { clientAddress } from './client-address.ts';
import type { GuessBudget } from './guess-budget.ts';
import type { HandlerEnv } from './handler-env.ts';
import { readJson } from './read-json.ts';

/** What the routes of loyalty need. */
export interface LoyaltyRoutesOptions {
  loyalty: Loyalty;
  guesses: GuessBudget;
  trustedProxies: number;
}

/** Largest body, bytes: a session and a little more. */
const MAX_BODY = 32 * 1024;
/** Refusals of who has guessed an app code wrong, or asks for one message after the other. */
const COSTS: ReadonlySet<string> = new Set(['MEMBER_NOT_FOUND', 'TOO_MANY_ATTEMPTS']);

/**
 * Makes the routes `/identify` and `/confirm`. To have a one-time code sent costs as much of the client's budget as a wrong code,
 * and bringing the right one gives that back: nobody can have messages sent to one phone after another, and many shoppers
 * behind one address can still say who they are. Tries of one-time codes are counted for each session, not for the client: else
 * those who wait for their message could not bring it once their neighbours have used the budget up.
 */
export function createLoyaltyRoutes({ loyalty, guesses, trustedProxies }: LoyaltyRoutesOptions): Hono<HandlerEnv> {
  const app = new Hono<HandlerEnv>();
  const addressOf = (context: Context<HandlerEnv>) => clientAddress(context.req.raw, context.env ?? {}, trustedProxies);

  app.post('/identify', async (context) => {
    const request = parseInput(identifyRequest, await readJson(context.req.raw, MAX_BODY));
    const locale = request.locale ?? localeOf(context.req.header('accept-language'));
    const identify = () => loyalty.identify(request, { locale, requestId: context.get('requestId') });
    // A customer token cannot be guessed, and who is logged in must not wait for others at their address.
    if (request.customerToken !== undefined) return context.json(await identify());

    const { answer } = await guesses.spend(addressOf(context), 1, async () => {
      try {
        const answer = await identify();
        return { answer: () => context.json(answer), wrong: loyalty.oneTimeCode && answer.state === 'confirm' ? 1 : 0 };
      } catch (thrown) {
        if (!isPerksError(thrown) || !COSTS.has(thrown.code)) throw thrown;
        const answer = (): Response => {
          throw thrown;
        };
        return { answer, wrong: 1 };
      }
    });
    return answer();
  });

  app.post('/confirm', async (context) => {
    const request = parseInput(confirmRequest, await readJson(context.req.raw, MAX_BODY));
    const answer = await loyalty.confirm(request);
    await guesses.giveBack(addressOf(context));
    return context.json(answer);
  });

  return app;
}

/** The language that a browser names first. */
function localeOf(header = ''): string {
  const [, tag = 'en'] = /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})(?=\s*(?:[,;]|$))/i.exec(header) ?? [];
  return tag;
}
