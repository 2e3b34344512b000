import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { EncryptJWT, jwtDecrypt, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { derive } from '../secrets/sealer.ts';
import {
  createQuoteTokens,
  fingerprintCart,
  fingerprintItems,
  noWorsePrice,
  type QuoteClaims,
  samePrice,
} from './quote-token.ts';
import type { QuotedCart } from './quoted-cart.ts';

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
  gifts: [
    { kind: 'gift', status: 'usable', code: CODE, masked: '••••56GH', value: 100_000, amount: 100_000, remainder: 0 },
  ],
  promos: [],
  codes: ['SALE10OFF', CODE],
  loyalty: {
    session: { search: '79000000001', hint: '•• 01', confirmed: true, memberId: 'member-1' },
    spend: 300,
  },
  wrong: 0,
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
      items: fingerprintItems(cart),
      codes: ['SALE10OFF', CODE],
      loyalty: quoted.loyalty,
      total: 130_000,
      amountDue: 30_000,
      expired: false,
    });
  });

  it('brings back whoever has not proved to be anybody, and nobody', async () => {
    const tokens = tokensAt(START);
    const loyalty = { session: { search: '79000000001', hint: '•• 01', confirmed: false }, spend: 0 } as const;
    await expect(tokens.read(await tokens.issue(cart, { ...quoted, loyalty }))).resolves.toMatchObject({ loyalty });
    const { loyalty: _, ...nobody } = quoted;
    await expect(tokens.read(await tokens.issue(cart, nobody))).resolves.not.toHaveProperty('loyalty');
  });

  it('is a token that others can read who have the key', async () => {
    const token = await tokensAt(START).issue(cart, quoted);
    const currentDate = new Date(START);
    const { payload } = await jwtDecrypt(token, derive(SECRET, 'quote-token'), { currentDate });
    expect(payload).toMatchObject({ codes: ['SALE10OFF', CODE], exp: START / 1000 + 60 });
  });

  it('is another for each time it is made', () => {
    const tokens = tokensAt(START);
    const nonces = Array.from({ length: 1000 }, () => tokens.issue(cart, quoted).split('.')[2]);
    expect(new Set(nonces).size).toBe(1000);
    expect(nonces.every((nonce) => nonce?.length === 16)).toBe(true);
  });

  it('shows no code to whoever holds it', async () => {
    const token = await tokensAt(START).issue(cart, quoted);
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expectNoSecrets(parts.join(' '), [CODE, 'SALE10OFF', '79000000001', 'member-1']);
    expect(parts[0]).toBe('{"alg":"dir","enc":"A256GCM"}');
  });

  it('is read under the secret that was replaced, and under no other', async () => {
    const token = await tokensAt(START, SECRET).issue(cart, quoted);
    await expect(tokensAt(START, OTHER, SECRET).read(token)).resolves.toMatchObject({ codes: ['SALE10OFF', CODE] });
    await expect(tokensAt(START, OTHER).read(token)).rejects.toEqual(invalid);
  });

  it('tells that it has expired from the very second on, and still what it stood for', async () => {
    const token = await tokensAt(START).issue(cart, quoted);
    await expect(tokensAt(START + 59_999).read(token)).resolves.toMatchObject({ expired: false });
    await expect(tokensAt(START + 60_000).read(token)).resolves.toMatchObject({
      expired: true,
      codes: ['SALE10OFF', CODE],
    });
  });

  it('refuses a token in which any character is another', async () => {
    const tokens = tokensAt(START);
    const token = await tokens.issue(cart, quoted);
    for (const index of [0, 20, 31, 32, 33, 50, 80, token.length - 20, token.length - 5]) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const tampered = token.slice(0, index) + other + token.slice(index + 1);
      await expect(tokens.read(tampered), `character ${index}`).rejects.toEqual(invalid);
    }
    for (const spelt of [`${token}=`, `${token}.`, `${token} `, token.slice(0, -1), token.replace('..', '.A.')]) {
      await expect(tokens.read(spelt)).rejects.toEqual(invalid);
    }
  });

  it('refuses the second spelling that the last character of a part may have', async () => {
    const tokens = tokensAt(START);
    const token = await tokens.issue(cart, quoted);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(token.at(-1) ?? '');
    const same = token.slice(0, -1) + alphabet[last ^ 1];
    expect(Buffer.from(same.split('.').at(-1) ?? '', 'base64url')).toEqual(
      Buffer.from(token.split('.').at(-1) ?? '', 'base64url'),
    );
    await expect(tokens.read(same)).rejects.toEqual(invalid);
  });

  it('refuses tokens that others made, in whatever way', async () => {
    const claims = {
      cart: fingerprintCart(cart),
      items: fingerprintItems(cart),
      codes: [CODE],
      total: 0,
      amountDue: 0,
    };
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
    expect(of({ lines: [{ id: 'tea', quantity: 2, unitPrice: 50_000, noPoints: true }] })).not.toBe(same);
    expect(of({ lines: [{ id: 'tea', quantity: 2, unitPrice: 50_000, noPoints: false }] })).toBe(same);
  });

  it('sees no delivery and a free one as the same', () => {
    expect(of({ delivery: undefined })).toBe(of({ delivery: { price: 0 } }));
  });
});

const session = { search: '7900', hint: '••', confirmed: true, memberId: 'member-1' } as const;
const claims: QuoteClaims = {
  items: fingerprintItems(cart),
  cart: '',
  codes: [],
  expired: false,
  total: 130_000,
  amountDue: 30_000,
  loyalty: { session, spend: 300 },
};
const shown = { state: 'identified', hint: '••', spend: 300, amount: 30_000 };
const priced = { ...quoted.quote, loyalty: shown };

describe('samePrice', () => {
  it('compares what the shopper pays in all, what is left to pay, and points', () => {
    expect(samePrice(claims, priced)).toBe(true);
    expect(samePrice({ ...claims, amountDue: 29_999 }, priced)).toBe(false);
    expect(samePrice({ ...claims, total: 130_001 }, priced)).toBe(false);
    expect(samePrice(claims, { ...priced, loyalty: { ...shown, spend: 299 } })).toBe(false);
    expect(samePrice(claims, quoted.quote)).toBe(false);
  });

  it('takes no points and none spent as the same', () => {
    const { loyalty: _, ...nobody } = claims;
    expect(samePrice({ ...nobody, loyalty: { session, spend: 0 } }, quoted.quote)).toBe(true);
    expect(samePrice(nobody, { ...priced, loyalty: { ...shown, spend: 0 } })).toBe(true);
  });
});

describe('fingerprintItems', () => {
  it('is of what is in a cart, whatever it costs', () => {
    const [line = expect.unreachable()] = cart.lines;
    const of = (change: object) => fingerprintItems({ ...cart, ...change });
    const same = fingerprintItems(cart);
    expect(of({ lines: [{ ...line, unitPrice: 1 }], delivery: { price: 1 } })).toBe(same);
    for (const change of [
      { lines: [{ ...line, quantity: 1 }] },
      { lines: [{ ...line, id: 'coffee' }] },
      { lines: [line, line] },
      { delivery: undefined },
    ]) {
      expect(of(change)).not.toBe(same);
    }
  });
});

describe('noWorsePrice', () => {
  it('is one that asks no more of anything', () => {
    expect(noWorsePrice(claims, priced)).toBe(true);
    expect(noWorsePrice(claims, { ...priced, total: 129_999, amountDue: 29_999 })).toBe(true);
    expect(noWorsePrice(claims, { ...priced, total: 129_999, amountDue: 30_001 })).toBe(false);
    expect(noWorsePrice(claims, { ...priced, total: 130_001, amountDue: 29_999 })).toBe(false);
    expect(noWorsePrice(claims, { ...priced, loyalty: { ...shown, spend: 301 } })).toBe(false);
  });
});
