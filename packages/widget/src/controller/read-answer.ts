import type { Config, LoyaltyAnswer, QuoteAnswer } from '@checkout-perks/core/contract';
import type { Offers } from '../machine/offers.ts';

/**
 * Reads the answer of `POST /quote`, checking only what the widget relies on: the schemas of the contract would weigh more
 * than all the rest of the script.
 *
 * @param json The body
 * @param sent How many codes were sent
 * @throws {TypeError} When the answer is none that the widget could show
 */
export function readQuoteAnswer(json: unknown, sent: number): QuoteAnswer {
  const answer = json as QuoteAnswer;
  const { quote, token } = answer;
  const { codes, steps, loyalty } = quote;
  const sums = [quote.goods, quote.delivery, quote.total, quote.amountDue, ...steps.map(({ amount }) => amount)];
  for (const { amount = 0, remainder = 0 } of codes) sums.push(amount, remainder);
  if (loyalty) sums.push(loyalty.spend, loyalty.amount, loyalty.maxSpend ?? 0, loyalty.earn ?? 0);
  if (
    typeof token !== 'string' ||
    !/^[A-Z]{3}$/.test(quote.currency) ||
    codes.length !== sent ||
    codes.some(({ code }) => typeof code !== 'string') ||
    !sums.every(Number.isSafeInteger)
  ) {
    throw new TypeError();
  }
  return answer;
}

/**
 * Reads the answer of the loyalty routes.
 *
 * @throws {TypeError} When it brings no session
 */
export function readLoyaltyAnswer(json: unknown): LoyaltyAnswer {
  const answer = json as LoyaltyAnswer;
  if (!answer.session || (answer.member && !answer.member.level)) throw new TypeError();
  return answer;
}

/**
 * Reads of `GET /config` what is offered.
 *
 * @throws {TypeError} When the answer does not say
 */
export function readOffers(json: unknown): Offers {
  const { perks, loyalty } = json as Config;
  const { gift, promo, points } = perks;
  return { gift, promo, points, ...loyalty };
}
