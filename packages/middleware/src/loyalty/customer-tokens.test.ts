import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCustomerTokens } from './customer-tokens.ts';

const SECRET = 'the-secret-that-signs-customers-in';
const NOW = 1_800_000_000;
const clock = () => NOW * 1000;
const tokens = createCustomerTokens(SECRET, clock);
const claims = { aud: 'checkout-perks', sub: '+79123456789', exp: NOW + 600 };

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const ALGORITHMS: Record<string, string> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };

/** A token made without any library, as a shop in another language would. */
function signed(payload: unknown, { alg = 'HS256', secret = SECRET, header = {} } = {}): string {
  const text = `${base64({ alg, typ: 'JWT', ...header })}.${base64(payload)}`;
  const hash = ALGORITHMS[alg];
  return `${text}.${hash === undefined ? '' : createHmac(hash, secret).update(text).digest('base64url')}`;
}

const invalid = expect.objectContaining({ code: 'CUSTOMER_TOKEN_INVALID' });

describe('createCustomerTokens', () => {
  it('reads who is logged in, whoever made the token', async () => {
    const phone = { kind: 'phone', search: '79123456789' };
    expect(await tokens.read(signed(claims))).toMatchObject(phone);
    expect(await tokens.read(signed({ ...claims, sub: '8 (912) 345-67-89' }))).toMatchObject(phone);
    expect(await tokens.read(await tokens.issue('8 (912) 345-67-89'))).toMatchObject(phone);
    expect(await tokens.read(signed({ ...claims, sub: '2000000000011', iat: NOW, iss: 'shop' }))).toMatchObject({
      kind: 'card',
      search: '2000000000011',
    });
  });

  it('reads back the phone of any country as a phone', async () => {
    expect(await tokens.read(await tokens.issue('+49 151 23456789'))).toMatchObject({
      kind: 'phone',
      search: '4915123456789',
    });
  });

  it.each([
    ['of another secret', signed(claims, { secret: `${SECRET}!` })],
    ['without an algorithm', signed(claims, { alg: 'none' })],
    ['of a longer hash', signed(claims, { alg: 'HS512' })],
    ['without an end', signed({ ...claims, exp: undefined })],
    ['with an end in words', signed({ ...claims, exp: 'tomorrow' })],
    ['that has ended', signed({ ...claims, exp: NOW - 61 })],
    ['that is good for longer than a day', signed({ ...claims, exp: NOW + 86_400 + 62 })],
    ['that is not good yet', signed({ ...claims, nbf: NOW + 120 })],
    ['without an audience', signed({ ...claims, aud: undefined })],
    ['for somebody else', signed({ ...claims, aud: 'shop' })],
    ['of nobody', signed({ ...claims, sub: undefined })],
    ['of a number', signed({ ...claims, sub: 79_123_456_789 })],
    ['of somebody who cannot be', signed({ ...claims, sub: '+7 912' })],
    ['with a header that must be understood', signed(claims, { header: { crit: ['exp2'], exp2: 1 } })],
    ['cut short', signed(claims).slice(0, -4)],
    ['with another payload', signed(claims).replace(/\..*\./, `.${base64({ ...claims, sub: '+79120000000' })}.`)],
    ['that is none', 'x'],
  ])('refuses one %s', async (_, token) => {
    await expect(tokens.read(token)).rejects.toEqual(invalid);
  });

  it('allows for clocks that are a minute apart, and for a whole day', async () => {
    await expect(tokens.read(signed({ ...claims, exp: NOW - 59 }))).resolves.toBeDefined();
    await expect(tokens.read(signed({ ...claims, exp: NOW + 86_400 }))).resolves.toBeDefined();
  });

  it('makes tokens that end, in an hour unless said otherwise', async () => {
    const expOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).exp;
    expect(expOf(await tokens.issue('79123456789'))).toBe(NOW + 3600);
    expect(expOf(await tokens.issue('79123456789', 60_000))).toBe(NOW + 60);
    for (const time of [0, -1, 999, 86_400_001, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(tokens.issue('79123456789', time)).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
        details: { path: 'validForMs' },
      });
    }
  });

  it('makes and takes none without a secret', async () => {
    const none = createCustomerTokens(undefined, clock);
    await expect(none.issue('79123456789')).rejects.toMatchObject({
      code: 'CONFIGURATION',
      details: { option: 'loyalty.customerSecret' },
    });
    await expect(none.read(signed(claims, { secret: '' }))).rejects.toEqual(invalid);
    await expect(none.read(signed(claims, { secret: 'undefined' }))).rejects.toEqual(invalid);
  });
});
