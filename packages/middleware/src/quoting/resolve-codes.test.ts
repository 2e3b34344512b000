import { PerksError } from '@checkout-perks/core/errors';
import type { GiftCheck, GiftProvider } from '@checkout-perks/core/providers';
import { describe, expect, it } from 'vitest';
import { resolveGifts } from './resolve-gifts.ts';

const active: GiftCheck = { found: true, usable: true, status: 'active', amount: 50_000, currency: 'RUB' };

/** A provider that knows these codes and nothing else, and notes what it is asked. */
function knowing(codes: Record<string, GiftCheck | Error>): GiftProvider & { asked: string[] } {
  const asked: string[] = [];
  const never = () => Promise.reject(new Error('a look-up changes nothing'));
  const check = async (code: string): Promise<GiftCheck> => {
    asked.push(code);
    const known = codes[code] ?? { found: false };
    if (known instanceof Error) throw known;
    return known;
  };
  return {
    ...({ name: 'known', timeoutMs: 1, activationsSince: never, issuesSince: never } as unknown as GiftProvider),
    check,
    activate: never,
    issue: never,
    asked,
  };
}

/** What became of each typed code: the reason, or its worth. */
async function resolved(codes: Record<string, GiftCheck | Error>, typed: string[], limit = 5) {
  const gifts = await resolveGifts(knowing(codes), typed, 'RUB', limit);
  return gifts.map((gift) => (gift.status === 'rejected' ? gift.reason : gift.value));
}

describe('resolveGifts', () => {
  it('finds a usable code, whatever spaces, dashes and case it was typed with', async () => {
    const found = { ...active, expiresAt: 1_800_000_000_000 };
    const gifts = await resolveGifts(knowing({ GIFT1234ABCD: found }), [' gift-1234-abcd\u200b'], 'RUB', 5);
    expect(gifts).toEqual([
      { status: 'usable', code: 'GIFT1234ABCD', masked: '••••ABCD', value: 50_000, expiresAt: 1_800_000_000_000 },
    ]);
  });

  it('answers an unknown code and a spent one alike', async () => {
    const spent: GiftCheck = { ...active, usable: false, status: 'activated' };
    const provider = knowing({ SPENT123ABCD: spent });
    const [one, other] = await resolveGifts(provider, ['SPENT123ABCD', 'NEVER123ABCD'], 'RUB', 5);
    expect(one).toEqual(other);
    expect(one).toEqual({ status: 'rejected', masked: '••••ABCD', reason: 'discount_code_invalid' });
  });

  it('tells an expired code from an invalid one', async () => {
    const expired: GiftCheck = { ...active, usable: false, status: 'expired' };
    const deactivated: GiftCheck = { ...active, usable: false, status: 'deactivated' };
    const unknown: GiftCheck = { ...active, usable: false, status: 'unknown' };
    const codes = { EXPIRED1: expired, DEACTIV1: deactivated, NEWWORD1: unknown };
    expect(await resolved(codes, ['EXPIRED1', 'DEACTIV1', 'NEWWORD1'])).toEqual([
      'discount_code_expired',
      'discount_code_invalid',
      'discount_code_invalid',
    ]);
  });

  it('trusts the provider on what is usable, also under a status that is new to us', async () => {
    expect(await resolved({ NEWWORD1: { ...active, status: 'unknown' } }, ['NEWWORD1'])).toEqual([50_000]);
  });

  it('rejects a code of another currency, and one that is worth nothing', async () => {
    const codes = { EURO1234: { ...active, currency: 'EUR' }, EMPTY123: { ...active, amount: 0 } };
    expect(await resolved(codes, ['EURO1234', 'EMPTY123'])).toEqual([
      'discount_code_currency_mismatch',
      'discount_code_invalid',
    ]);
  });

  it('asks the provider about no text that cannot be a code', async () => {
    const provider = knowing({});
    const typed = ['..', '%2e%2e', '../balance', 'a b', 'generate', 'ACTIVATE', '', 'ж', 'x'.repeat(65), 'code?x=1'];
    const gifts = await resolveGifts(provider, typed, 'RUB', 5);
    expect(provider.asked).toEqual([]);
    expect(gifts).toHaveLength(typed.length);
    expect(new Set(gifts.map((gift) => gift.status === 'rejected' && gift.reason))).toEqual(
      new Set(['discount_code_invalid']),
    );
  });

  it('rejects the second of two spellings of one code, and asks once', async () => {
    const provider = knowing({ GIFT1234: active });
    const gifts = await resolveGifts(provider, ['GIFT1234', 'gift-12 34', 'ＧＩＦＴ1234'], 'RUB', 5);
    expect(gifts.map((gift) => (gift.status === 'rejected' ? gift.reason : gift.value))).toEqual([
      50_000,
      'discount_code_already_applied',
      'discount_code_already_applied',
    ]);
    expect(provider.asked).toEqual(['GIFT1234']);
  });

  it('answers a wrong code that is typed twice as wrong twice', async () => {
    expect(await resolved({}, ['WRONG123', 'wrong-123'])).toEqual(['discount_code_invalid', 'discount_code_invalid']);
  });

  it('takes as many codes as one order may use, in the order typed; those rejected do not count', async () => {
    const typed = ['GIFT0001', 'WRONG001', 'GIFT0002', 'GIFT0003', 'GIFT0004', 'GIFT0005', 'GIFT0006'];
    const codes = Object.fromEntries(typed.filter((code) => code !== 'WRONG001').map((code) => [code, active]));
    expect(await resolved(codes, typed)).toEqual([
      50_000,
      'discount_code_invalid',
      50_000,
      50_000,
      50_000,
      50_000,
      'discount_code_combination_disallowed',
    ]);
  });

  it('makes a code unavailable when the provider cannot be asked, and no other', async () => {
    const codes = {
      DOWN1234: new PerksError('PROVIDER_UNAVAILABLE'),
      KEYLESS1: new PerksError('PROVIDER_AUTH'),
      RUBBISH1: new PerksError('PROVIDER_PROTOCOL'),
      MALFORM1: new PerksError('GIFT_CODE_MALFORMED'),
      GIFT1234: active,
    };
    expect(await resolved(codes, Object.keys(codes))).toEqual([
      'discount_code_unavailable',
      'discount_code_unavailable',
      'discount_code_unavailable',
      'discount_code_invalid',
      50_000,
    ]);
  });

  it('hides no fault of the program behind a code', async () => {
    await expect(resolved({ GIFT1234: new TypeError('a bug') }, ['GIFT1234'])).rejects.toThrow(TypeError);
  });

  it('never shows a code in full', async () => {
    const gifts = await resolveGifts(knowing({}), ['SECRET1234567890'], 'RUB', 5);
    expect(JSON.stringify(gifts)).not.toContain('SECRET');
  });
});
