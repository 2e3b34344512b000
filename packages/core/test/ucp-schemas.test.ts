import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteInUcp, type UcpQuote } from '../src/ucp.ts';
import { randomQuotes } from './random-quotes.ts';

/** The protocol's schemas, which lie beside the project where somebody has put them; they are no part of it. */
const SCHEMAS = new URL('../../../../shared/ucp/schemas/', import.meta.url);
const SHOPPING = 'https://ucp.dev/schemas/shopping';

function readSchemas() {
  const files = readdirSync(fileURLToPath(SCHEMAS), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(new URL(file, SCHEMAS), 'utf8')));
}

/** Finds the schema of a cart or checkout with an extension. */
function prepare() {
  // The protocol's own annotations are no keywords of JSON Schema.
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat('date-time', (text) => text === new Date(text).toISOString());
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addSchema(readSchemas());
  return (name: string): ValidateFunction => {
    const validate = ajv.getSchema(`${SHOPPING}/${name}`);
    if (!validate) throw new Error(`The protocol has no ${name} any more`);
    return validate;
  };
}

/** What a shop adds to make an answer of it. */
const inCart = (quote: UcpQuote) => ({ ucp: { version: '2026-01-23' }, id: 'cart-1', ...quote });
const inCheckout = (quote: UcpQuote) => ({
  ...inCart(quote),
  ucp: { version: '2026-01-23', payment_handlers: {} },
  status: 'incomplete',
  links: [],
});

const isThere = existsSync(SCHEMAS);
const without = isThere ? '' : ' (skipped: the schemas are not beside the project, in ../shared/ucp)';

describe.skipIf(!isThere)(`quoteInUcp, by the schemas of the protocol${without}`, () => {
  const schema = isThere ? prepare() : undefined;

  it.each([
    ['discount.json#/$defs/dev.ucp.shopping.cart', inCart],
    ['discount.json#/$defs/dev.ucp.shopping.checkout', inCheckout],
    ['split_payments.json#/$defs/dev.ucp.shopping.checkout', inCheckout],
  ])('fits into %s, whatever the quote', (name, answer) => {
    const validate = schema?.(name);
    fc.assert(
      fc.property(randomQuotes, fc.boolean(), (quote, committed) => {
        // As it goes over the wire, so that nothing hides behind `undefined`.
        validate?.(JSON.parse(JSON.stringify(answer(quoteInUcp(quote, { committed })))));
        expect(validate?.errors).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, string, (quote: UcpQuote) => unknown]>([
    [
      'a positive discount',
      'discount.json#/$defs/dev.ucp.shopping.cart',
      (quote) => [...quote.totals, { type: 'discount', amount: 1 }],
    ],
    [
      'two totals',
      'discount.json#/$defs/dev.ucp.shopping.cart',
      (quote) => [...quote.totals, { type: 'total', amount: 1 }],
    ],
  ])('would be found out with %s', (_, name, totals) => {
    const validate = schema?.(name);
    const [quote] = fc.sample(randomQuotes, { numRuns: 1, seed: 7 });
    if (!quote) throw new Error('There is no quote to spoil');
    const answer = quoteInUcp(quote);
    expect(validate?.(inCart(answer))).toBe(true);
    expect(validate?.({ ...inCart(answer), totals: totals(answer) })).toBe(false);
  });

  it.each<[string, string, object]>([
    ['an unknown method', 'discount.json#/$defs/applied_discount', { title: 'X', amount: 1, method: 'some' }],
    ['a priority of 0', 'discount.json#/$defs/applied_discount', { title: 'X', amount: 1, priority: 0 }],
    ['a negative allocation', 'discount.json#/$defs/allocation', { path: '$', amount: -1 }],
    [
      'an instrument without a handler',
      'split_payments.json#/$defs/payment_instrument',
      { id: '1', type: 'gift_card' },
    ],
  ])('would be found out with %s', (_, name, part) => {
    expect(schema?.(name)(part)).toBe(false);
  });
});
