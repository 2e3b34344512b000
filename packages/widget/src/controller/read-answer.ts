import type { Config, QuoteAnswer } from '@checkout-perks/core/contract';

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
  const { codes, steps } = quote;
  const sums = [quote.goods, quote.delivery, quote.amountDue, ...steps.map(({ amount }) => amount)];
  for (const { amount = 0, remainder = 0 } of codes) sums.push(amount, remainder);
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
 * Reads of `GET /config` whether gift codes are on.
 *
 * @throws {TypeError} When the answer does not say
 */
export function readGiftOffered(json: unknown): boolean {
  return (json as Config).perks.gift !== false;
}
