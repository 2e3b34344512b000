import { EncryptJWT, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { derive } from '../journal/sealer.ts';
import type { QuotedCart } from './quote-cart.ts';
import { createQuoteTokens, fingerprintCart, samePrice } from './quote-token.ts';

const SECRET = 'a-secret-of-at-least-thirty-two-chars';
const OTHER = 'another-secret-of-thirty-two-characters';
const CODE = 'ABC123XYZ789DEF456GH';
const START = Date.parse('2025-01-20T12:00:00Z');

const cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 2, unitPrice: 50_000 }], delivery: { price: 30_000 } };
const quoted: QuotedCart = {
  quote: {
    id: 'q1',
    currency: 'RUB',
    lines: [{ id: 'tea', quantity: 2, unitPrice: 50_000, total: 100_000 }],
    goods: 100_000,
    delivery: 30_000,
    steps: [],
    codes: [],
    discountTotal: 0,
    tenderTotal: 100_000,
    total: 130_000,
    amountDue: 30_000,
    provisional: true,
    expiresAt: new Date(START + 60_000).toISOString(),
  },
  gifts: [{ status: 'usable', code: CODE, masked: '••••56GH', value: 100_000, amount: 100_000, remainder: 0 }],
  promos: [],
};

function tokensAt(now: number, ...secrets: string[]) {
  return createQuoteTokens(secrets.length > 0 ? secrets : [SECRET], () => now);
}

const invalid = expect.objectContaining({ code: 'QUOTE_INVALID' });

describe('createQuoteTokens', () => {
  it('brings back what was quoted', async () => {
    const tokens = tokensAt(START);
    await expect(tokens.read(await tokens.issue(cart, quoted))).resolves.toEqual({
      cart: fingerprintCart(cart),
      codes: [CODE],
      total: 130_000,
      amountDue: 30_000,
      expired: false,
    });
  });

  it('shows no code to whoever holds it', async () => {
    const token = await tokensAt(START).issue(cart, quoted);
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(parts.join(' ')).not.toContain(CODE);
    expect(parts[0]).toBe('{"alg":"dir","enc":"A256GCM"}');
  });

  it('is read under the secret that was replaced, and under no other', async () => {
    const token = await tokensAt(START, SECRET).issue(cart, quoted);
    await expect(tokensAt(START, OTHER, SECRET).read(token)).resolves.toMatchObject({ codes: [CODE] });
    await expect(tokensAt(START, OTHER).read(token)).rejects.toEqual(invalid);
  });

  it('tells that it has expired from the very second on, and still what it stood for', async () => {
    const token = await tokensAt(START).issue(cart, quoted);
    await expect(tokensAt(START + 59_999).read(token)).resolves.toMatchObject({ expired: false });
    await expect(tokensAt(START + 60_000).read(token)).resolves.toMatchObject({ expired: true, codes: [CODE] });
  });

  it('refuses a token in which any character is another', async () => {
    const tokens = tokensAt(START);
    const token = await tokens.issue(cart, quoted);
    for (const index of [0, 20, 31, 32, 33, 50, 80, token.length - 20, token.length - 5]) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const tampered = token.slice(0, index) + other + token.slice(index + 1);
      await expect(tokens.read(tampered), `character ${index}`).rejects.toEqual(invalid);
    }
  });

  it('refuses tokens that others made, in whatever way', async () => {
    const claims = { cart: fingerprintCart(cart), codes: [CODE], total: 0, amountDue: 0 };
    const forged = [
      new UnsecuredJWT(claims).setExpirationTime('1h').encode(),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('1h')
        .sign(derive(SECRET, 'quote-token')),
      await new EncryptJWT(claims)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime('1h')
        .encrypt(derive(SECRET, 'seal')),
      'not a token',
      '....',
      '',
    ];
    for (const token of forged) await expect(tokensAt(START).read(token)).rejects.toEqual(invalid);
  });

  it('refuses a token of ours that says something else', async () => {
    const encrypted = await new EncryptJWT({ hello: 'world' })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime('1h')
      .encrypt(derive(SECRET, 'quote-token'));
    await expect(tokensAt(START).read(encrypted)).rejects.toEqual(invalid);
  });
});

describe('fingerprintCart', () => {
  const of = (change: object) => fingerprintCart({ ...cart, ...change });

  it('stands for what the cart costs', () => {
    const same = fingerprintCart(cart);
    expect(of({ lines: [{ id: 'tea', quantity: 2, unitPrice: 50_000, title: 'Tea' }] })).toBe(same);
    expect(of({ lines: [{ id: 'tea', quantity: 1, unitPrice: 50_000 }] })).not.toBe(same);
    expect(of({ lines: [{ id: 'tea', quantity: 2, unitPrice: 49_999 }] })).not.toBe(same);
    expect(of({ lines: [{ id: 'cup', quantity: 2, unitPrice: 50_000 }] })).not.toBe(same);
    expect(of({ currency: 'EUR' })).not.toBe(same);
    expect(of({ delivery: { price: 0 } })).not.toBe(same);
  });

  it('sees no delivery and a free one as the same', () => {
    expect(of({ delivery: undefined })).toBe(of({ delivery: { price: 0 } }));
  });
});

describe('samePrice', () => {
  it('compares what the shopper pays in all, and what is left to pay', () => {
    const claims = { cart: '', codes: [], expired: false, total: 130_000, amountDue: 30_000 };
    expect(samePrice(claims, quoted.quote)).toBe(true);
    expect(samePrice({ ...claims, amountDue: 29_999 }, quoted.quote)).toBe(false);
    expect(samePrice({ ...claims, total: 130_001 }, quoted.quote)).toBe(false);
  });
});
