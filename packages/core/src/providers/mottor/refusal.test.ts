import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusal.ts';

const sample = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const body = (error: unknown, code = 403) => ({ title: 'какой-то текст', error, code });

describe('refusalOf', () => {
  it('reads both samples of the document as one and the same: not there, or not ours', () => {
    for (const [name, error] of [
      ['site-refused', 30],
      ['promo-refused', 40],
    ] as const) {
      for (const about of ['site', 'promo'] as const) {
        const refusal = refusalOf({ status: 403, json: sample(name) }, about);
        expect(refusal).toMatchObject({
          code: 'PROMO_NOT_FOUND',
          outcome: 'notApplied',
          details: { status: 403, error },
        });
      }
    }
  });

  it.each([
    [403, 1, 'PROVIDER_AUTH'],
    [403, 2, 'PROVIDER_REFUSED'],
    [403, 8, 'PROVIDER_AUTH'],
    [400, 10, 'INVALID_REQUEST'],
    [404, 12, 'PROVIDER_REFUSED'],
    [403, 15, 'PROVIDER_AUTH'],
    [404, 17, 'PROVIDER_AUTH'],
    [402, 18, 'PROVIDER_FUNDS'],
    [404, 23, 'PROVIDER_REFUSED'],
    [403, '40', 'PROMO_NOT_FOUND'],
    // The same number at a status that says more.
    [409, 10, 'PROMO_CODE_TAKEN'],
    [401, 30, 'PROVIDER_AUTH'],
    [429, 40, 'PROVIDER_RATE_LIMITED'],
    // Numbers that say nothing.
    [401, 0, 'PROVIDER_AUTH'],
    [403, 99, 'PROVIDER_AUTH'],
    [404, 99, 'PROMO_NOT_FOUND'],
    [422, 99, 'INVALID_REQUEST'],
    [418, 99, 'PROVIDER_REFUSED'],
    [403, 'text', 'PROVIDER_AUTH'],
    [403, undefined, 'PROVIDER_AUTH'],
  ])('reads status %i with number %j as %s', (status, error, code) => {
    expect(refusalOf({ status, json: body(error, status) }, 'promo')).toMatchObject({ code, outcome: 'notApplied' });
  });

  it.each([
    [400, 'INVALID_REQUEST'],
    [401, 'PROVIDER_AUTH'],
    [403, 'PROVIDER_AUTH'],
    [404, 'PROMO_NOT_FOUND'],
    [405, 'PROVIDER_REFUSED'],
    [409, 'PROMO_CODE_TAKEN'],
    [429, 'PROVIDER_RATE_LIMITED'],
  ])('reads a bare %i as %s', (status, code) => {
    for (const json of [undefined, null, 'text', [], { detail: 'x' }, { code: 'PROMO', title: 'x' }]) {
      expect(refusalOf({ status, json }, 'promo')).toMatchObject({ code, outcome: 'notApplied', details: { status } });
    }
  });

  it('says nothing of promos when a list is not there: the address is wrong', () => {
    expect(refusalOf({ status: 404, json: undefined }, 'site')).toMatchObject({ code: 'PROVIDER_REFUSED' });
  });

  it('hands on the time to wait', () => {
    expect(refusalOf({ status: 429, json: undefined, retryAfter: 7 }, 'site')).toMatchObject({ retryAfter: 7 });
  });

  it('takes an error body for a refusal at a 2xx also', () => {
    expect(refusalOf({ status: 200, json: body(40) }, 'promo')).toMatchObject({
      code: 'PROMO_NOT_FOUND',
      outcome: 'notApplied',
    });
    expect(refusalOf({ status: 200, json: body(0, 401) }, 'promo')).toMatchObject({ code: 'PROVIDER_AUTH' });
  });

  it('believes the status line before the body', () => {
    const at403 = refusalOf({ status: 403, json: body(0, 500) }, 'promo');
    expect(at403).toMatchObject({ code: 'PROVIDER_AUTH', outcome: 'notApplied' });
  });

  it('cannot tell what happened when the error body speaks of a fault', () => {
    expect(refusalOf({ status: 200, json: body(0, 500) }, 'promo')).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
    });
  });

  it.each([
    undefined,
    null,
    '',
    [],
    {},
    { code: 'SALE10' },
    { code: 'SALE10', title: 'Sale' },
    { code: 403 },
    { title: 'Sale' },
    { success: true },
  ])('takes %j at a 2xx for no refusal: a promo has a code too', (json) => {
    expect(refusalOf({ status: 200, json }, 'promo')).toBeUndefined();
  });

  it('keeps nothing of the text', () => {
    const refusal = refusalOf({ status: 400, json: { title: 'SALE10', error: 10, code: 400 } }, 'promo');
    expect(JSON.stringify(refusal)).not.toContain('SALE10');
  });
});
