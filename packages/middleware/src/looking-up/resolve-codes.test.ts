import { PerksError } from '@checkout-perks/core/errors';
import type { GiftCheck, Promo } from '@checkout-perks/core/providers';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { describe, expect, it } from 'vitest';
import { NOW, promoOf } from '../../test/quoting-with.ts';
import { resolveCodes } from './resolve-codes.ts';

const active: GiftCheck = { found: true, usable: true, status: 'active', amount: 50_000, currency: 'RUB' };
const down = new PerksError('PROVIDER_UNAVAILABLE');

interface Sources {
  gifts?: Record<string, GiftCheck | Error>;
  promos?: readonly Promo[] | Error;
  isWhole?: boolean;
  limit?: number;
}

const turn = () => new Promise((done) => setImmediate(done));

/** Providers that know this and nothing else, and what they are asked. */
function sourcesOf({ gifts, promos, isWhole = true, limit = 5 }: Sources) {
  const asked: string[] = [];
  const gift = async (code: string): Promise<GiftCheck> => {
    asked.push(code);
    const known = gifts?.[code] ?? { found: false };
    if (known instanceof Error) throw known;
    return known;
  };
  const list = async () => {
    if (promos instanceof Error) throw promos;
    return { at: NOW, isWhole, find: (code: string) => promos?.find((promo) => promo.code === code) };
  };
  const sources = {
    ...(gifts ? { gift } : {}),
    ...(promos ? { promos: list } : {}),
    // What the providers above answer is there before the next turn of the event loop.
    briefly: <T>(work: Promise<T>) => Promise.race([work, turn().then(() => Promise.reject(down))]),
    currency: 'RUB',
    maxGiftCodes: limit,
    now: NOW,
  };
  return { asked, sources };
}

/** What became of each typed code: the reason, or what it is worth. */
async function resolved(sources: Sources, typed: string[]) {
  const codes = await resolveCodes(sourcesOf(sources).sources, typed);
  return codes.map((code) => {
    if (code.status === 'rejected') return code.reason;
    return code.kind === 'gift' ? code.value : code.promo.discount;
  });
}

const ten = { kind: 'percent', basisPoints: 1000 };

describe('resolveCodes, of gift codes', () => {
  it('finds a usable code, whatever spaces, dashes and case it was typed with', async () => {
    const found = { ...active, expiresAt: 1_800_000_000_000 };
    const { sources } = sourcesOf({ gifts: { GIFT1234ABCD: found } });
    const gift = { kind: 'gift', status: 'usable', code: 'GIFT1234ABCD', masked: '••••ABCD', value: 50_000 };
    expect(await resolveCodes(sources, [' gift-1234-abcd\u200b'])).toEqual([{ ...gift, expiresAt: 1_800_000_000_000 }]);
  });

  it('answers an unknown code and a spent one alike', async () => {
    const spent: GiftCheck = { ...active, usable: false, status: 'activated' };
    const { sources } = sourcesOf({ gifts: { SPENT123ABCD: spent } });
    const [one, other] = await resolveCodes(sources, ['SPENT123ABCD', 'NEVER123ABCD']);
    expect(one).toEqual(other);
    expect(one).toEqual({
      kind: 'gift',
      status: 'rejected',
      shown: '••••ABCD',
      reason: 'discount_code_invalid',
      isWrong: true,
    });
  });

  it('tells an expired code from an invalid one', async () => {
    const expired: GiftCheck = { ...active, usable: false, status: 'expired' };
    const deactivated: GiftCheck = { ...active, usable: false, status: 'deactivated' };
    const unknown: GiftCheck = { ...active, usable: false, status: 'unknown' };
    const gifts = { EXPIRED1: expired, DEACTIV1: deactivated, NEWWORD1: unknown };
    expect(await resolved({ gifts }, ['EXPIRED1', 'DEACTIV1', 'NEWWORD1'])).toEqual([
      'discount_code_expired',
      'discount_code_invalid',
      'discount_code_invalid',
    ]);
  });

  it('trusts the provider on what is usable, also under a status that is new to us', async () => {
    expect(await resolved({ gifts: { NEWWORD1: { ...active, status: 'unknown' } } }, ['NEWWORD1'])).toEqual([50_000]);
  });

  it('rejects a code of another currency, and one that is worth nothing', async () => {
    const gifts = { EURO1234: { ...active, currency: 'EUR' }, EMPTY123: { ...active, amount: 0 } };
    expect(await resolved({ gifts }, ['EURO1234', 'EMPTY123'])).toEqual([
      'discount_code_currency_mismatch',
      'discount_code_invalid',
    ]);
  });

  it('asks the provider about no text that cannot be a code', async () => {
    const { sources, asked } = sourcesOf({ gifts: {} });
    const typed = ['..', '%2e%2e', '../balance', 'a b', 'generate', 'ACTIVATE', '', 'ж', 'x'.repeat(65), 'code?x=1'];
    const codes = await resolveCodes(sources, typed);
    expect(asked).toEqual([]);
    expect(codes).toHaveLength(typed.length);
    expect(codes.every((code) => code.status === 'rejected' && code.reason === 'discount_code_invalid')).toBe(true);
  });

  it('rejects the second of two spellings of one code, and asks once', async () => {
    const { sources, asked } = sourcesOf({ gifts: { GIFT1234: active } });
    const codes = await resolveCodes(sources, ['GIFT1234', 'gift-12 34', 'ＧＩＦＴ1234']);
    expect(codes.map((code) => (code.status === 'rejected' ? code.reason : code.status))).toEqual([
      'usable',
      'discount_code_already_applied',
      'discount_code_already_applied',
    ]);
    expect(asked).toEqual(['GIFT1234']);
  });

  it('answers a wrong code that is typed twice as wrong twice', async () => {
    expect(await resolved({ gifts: {} }, ['WRONG123', 'wrong-123'])).toEqual([
      'discount_code_invalid',
      'discount_code_invalid',
    ]);
  });

  it('takes as many codes as one order may use, in the order typed; those rejected do not count', async () => {
    const typed = ['GIFT0001', 'WRONG001', 'GIFT0002', 'GIFT0003', 'GIFT0004', 'GIFT0005', 'GIFT0006'];
    const gifts = Object.fromEntries(typed.filter((code) => code !== 'WRONG001').map((code) => [code, active]));
    expect(await resolved({ gifts }, typed)).toEqual([
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
    const gifts = {
      DOWN1234: down,
      KEYLESS1: new PerksError('PROVIDER_AUTH'),
      RUBBISH1: new PerksError('PROVIDER_PROTOCOL'),
      MALFORM1: new PerksError('GIFT_CODE_MALFORMED'),
      GIFT1234: active,
    };
    expect(await resolved({ gifts }, Object.keys(gifts))).toEqual([
      'discount_code_unavailable',
      'discount_code_unavailable',
      'discount_code_unavailable',
      'discount_code_invalid',
      50_000,
    ]);
  });

  it('hides no fault of the program behind a code', async () => {
    const gifts = { GIFT1234: new TypeError('a bug') };
    await expect(resolved({ gifts }, ['GIFT1234'])).rejects.toThrow(TypeError);
    await expect(resolved({ promos: new TypeError('a bug') }, ['SALE10'])).rejects.toThrow(TypeError);
  });

  it('never shows a code in full', async () => {
    const codes = await resolveCodes(sourcesOf({ gifts: {}, promos: [] }).sources, ['SECRET1234567890']);
    expect(codes).toMatchObject([{ status: 'rejected', shown: '••••7890' }]);
    expectNoSecrets(JSON.stringify(codes), ['SECRET1234567890']);
  });
});

describe('resolveCodes, of promos', () => {
  it('finds a promo by its code and shows it in full', async () => {
    expect(await resolved({ promos: [promoOf('SALE10')], gifts: {} }, ['sale 10', 'ЫФДУ10'])).toEqual([
      ten,
      'discount_code_already_applied',
    ]);
    const promos = [promoOf('OLD', { until: NOW })];
    const [old] = await resolveCodes(sourcesOf({ promos, gifts: {} }).sources, ['old']);
    const expected = { kind: 'promo', shown: 'OLD', reason: 'discount_code_expired', isWrong: false };
    expect(old).toMatchObject(expected);
  });

  it('tells why a promo cannot be used', async () => {
    const promos = [
      promoOf('OFF', { enabled: false, valid: false }),
      promoOf('OLD', { until: NOW, valid: false }),
      promoOf('SOON', { from: NOW + 1, valid: false }),
      promoOf('GONE', { limit: 3, used: 3, valid: false }),
      promoOf('NONE', { limit: 0, valid: false }),
      promoOf('ODD', { target: 'unknown' }),
      promoOf('BAD', { valid: false }),
      promoOf('BROKEN', { discount: { kind: 'fixed', amount: -1 } }),
    ];
    expect(await resolved({ promos }, [...promos.map(({ code }) => code), 'NEVER'])).toEqual([
      'discount_code_invalid',
      'discount_code_expired',
      'discount_code_not_started',
      'discount_code_exhausted',
      'discount_code_exhausted',
      'discount_code_invalid',
      'discount_code_invalid',
      'discount_code_invalid',
      'discount_code_invalid',
    ]);
  });

  it('answers a promo that is switched off just like one that never was', async () => {
    const promos = [promoOf('WINTER24', { enabled: false })];
    const { sources } = sourcesOf({ promos, gifts: {} });
    const [off, never] = await resolveCodes(sources, ['WINTER24', 'NEVER124']);
    expect(off).toEqual(never);
  });

  it('takes no gift code where the shop has none, and shows what was typed', async () => {
    const { sources, asked } = sourcesOf({ promos: [] });
    expect(await resolveCodes(sources, ['GIFT1234'])).toMatchObject([{ kind: 'promo', shown: 'GIFT1234' }]);
    expect(asked).toEqual([]);
  });
});

describe('resolveCodes, of a code that could be both', () => {
  const promos = [promoOf('BOTH10')];

  it('takes it for the gift code, which was paid for', async () => {
    expect(await resolved({ promos, gifts: { BOTH10: active } }, ['BOTH10', 'both10'])).toEqual([
      50_000,
      'discount_code_already_applied',
    ]);
  });

  it('takes it for the gift code also when all is known already', () => {
    const { sources } = sourcesOf({});
    const list = { at: NOW, isWhole: true, find: () => promos[0] };
    const known = { ...sources, gift: () => active, promos: () => list };
    expect(resolveCodes(known, ['BOTH10'])).toMatchObject([{ kind: 'gift', value: 50_000 }]);
    expect(resolveCodes({ ...known, gift: () => ({ found: false }) }, ['BOTH10'])).toMatchObject([{ kind: 'promo' }]);
  });

  it('takes it for the promo when the gift code is spent, or cannot be asked for', async () => {
    const spent: GiftCheck = { ...active, usable: false, status: 'activated' };
    expect(await resolved({ promos, gifts: { BOTH10: spent } }, ['BOTH10'])).toEqual([ten]);
    expect(await resolved({ promos, gifts: { BOTH10: down } }, ['BOTH10'])).toEqual([ten]);
  });

  it('knows nothing of a code that one rejects while the other cannot be asked', async () => {
    expect(await resolved({ promos: down, gifts: {} }, ['SALE10'])).toEqual(['discount_code_unavailable']);
    expect(await resolved({ promos, gifts: { NOPROMO: down } }, ['NOPROMO'])).toEqual(['discount_code_unavailable']);
    expect(await resolved({ promos: [], gifts: {}, isWhole: false }, ['SALE10'])).toEqual([
      'discount_code_unavailable',
    ]);
  });

  it('counts a code as tried in vain whenever the gift codes were asked for it', async () => {
    const wrong = async (sources: Sources, code: string) => {
      const [found] = await resolveCodes(sourcesOf(sources).sources, [code]);
      return found?.status === 'rejected' && found.isWrong;
    };
    expect(await wrong({ promos, gifts: {} }, 'NEVER123')).toBe(true);
    // Else whoever tries gift codes would only have to wait until the promos' provider is down.
    expect(await wrong({ promos: down, gifts: {} }, 'NEVER123')).toBe(true);
    expect(await wrong({ promos, gifts: { NEVER123: down } }, 'NEVER123')).toBe(false);
    expect(await wrong({ promos: [promoOf('OLD4', { until: NOW })], gifts: {} }, 'OLD4')).toBe(false);
    // Three letters can be no gift code, so nobody was asked.
    expect(await wrong({ promos: down, gifts: {} }, 'TEN')).toBe(false);
  });

  it('keeps nobody with a promo waiting for long whether it is a gift code too', async () => {
    const { sources } = sourcesOf({ promos });
    const gift = () => new Promise<never>(() => {});
    expect(await resolveCodes({ ...sources, gift }, ['BOTH10'])).toMatchObject([{ kind: 'promo', status: 'usable' }]);
  });

  it('keeps nobody with a gift code waiting for promos', async () => {
    const { sources } = sourcesOf({ gifts: { GIFT1234: active } });
    const promos = () => new Promise<never>(() => {});
    expect(await resolveCodes({ ...sources, promos }, ['GIFT1234'])).toMatchObject([{ value: 50_000 }]);
  });
});
