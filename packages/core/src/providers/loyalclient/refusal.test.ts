import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusal.ts';

const sample = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const at422 = (json: unknown) => refusalOf({ status: 422, json });

describe('refusalOf', () => {
  it("reads the document's three samples", () => {
    expect(at422(sample('spend-refused'))).toMatchObject({
      code: 'POINTS_EXCEEDED',
      outcome: 'notApplied',
      details: { status: 422, path: 'spend', max: 100 },
    });
    expect(at422(sample('client-refused'))).toMatchObject({ code: 'MEMBER_NOT_FOUND', outcome: 'notApplied' });
    expect(at422(sample('point-refused'))).toMatchObject({
      code: 'CONFIGURATION',
      outcome: 'notApplied',
      details: { option: 'point' },
    });
  });

  it.each([
    [{ amount: 'x' }, 'INVALID_REQUEST'],
    [{ hold: 'x' }, 'POINTS_HOLD_NOT_FOUND'],
    [{ duration: 'x' }, 'INVALID_REQUEST'],
    [{ apikey: 'Invalid apikey.' }, 'PROVIDER_AUTH'],
    [{ colour: 'x' }, 'PROVIDER_REFUSED'],
    [{}, 'PROVIDER_REFUSED'],
    [['x'], 'PROVIDER_REFUSED'],
    [null, 'PROVIDER_REFUSED'],
    [undefined, 'PROVIDER_REFUSED'],
    ['x', 'PROVIDER_REFUSED'],
    [{ spend: ["Spend can't be more 5"] }, 'POINTS_EXCEEDED'],
    [{ success: false, client: 'Client not found.' }, 'MEMBER_NOT_FOUND'],
  ])('reads %j at 422 as %s', (json, code) => {
    expect(at422(json)).toMatchObject({ code, outcome: 'notApplied' });
  });

  it('takes the first of several complaints in a fixed order', () => {
    const all = { duration: 'x', hold: 'x', amount: 'x', point: 'x', client: 'x', spend: 'x', apikey: 'x' };
    const codes: unknown[] = [];
    for (const field of ['apikey', 'spend', 'client', 'point', 'amount', 'hold', 'duration'] as const) {
      codes.push(at422(all)?.details?.path);
      delete (all as Partial<typeof all>)[field];
    }
    expect(codes).toEqual(['apikey', 'spend', 'client', 'point', 'amount', 'hold', 'duration']);
  });

  it('lets a call say what its own fields mean', () => {
    const complaint = { status: 422, json: { amount: "Amount can't be more 378" } };
    expect(refusalOf(complaint, { amount: 'POINTS_EXCEEDED' })).toMatchObject({
      code: 'POINTS_EXCEEDED',
      details: { path: 'amount', max: 378 },
    });
  });

  it.each([
    ["Spend can't be more 100", 100],
    ["Spend can't be more than 100", 100],
    ["Spend can't be more 99.50", 99],
    ["spend CAN'T BE MORE 0", 0],
  ])('takes the number of %j as a hint', (text, max) => {
    expect(at422({ spend: text })?.details).toMatchObject({ max });
  });

  it.each(['Too much', "can't be more", "can't be more ten", 'не больше 100', "can't be more 12345678901234567890"])(
    'does without a hint in %j',
    (text) => {
      expect(at422({ spend: text })?.details).not.toHaveProperty('max');
      expect(at422({ spend: text })?.code).toBe('POINTS_EXCEEDED');
    },
  );

  it('keeps nothing of the text but that number', () => {
    const shown = JSON.stringify(at422({ client: 'Client 79201234567 not found', spend: "ИВАН can't be more 5" }));
    expect(shown).not.toContain('79201234567');
    expect(shown).not.toContain('ИВАН');
  });

  it.each([
    [401, { apikey: 'Invalid apikey.' }, 'PROVIDER_AUTH'],
    [401, undefined, 'PROVIDER_AUTH'],
    [403, { client: 'x' }, 'PROVIDER_AUTH'],
    [429, { client: 'x' }, 'PROVIDER_RATE_LIMITED'],
    [400, { client: 'x' }, 'MEMBER_NOT_FOUND'],
    [400, 'Bad Request', 'PROVIDER_REFUSED'],
    [404, undefined, 'PROVIDER_REFUSED'],
  ])('reads %i %j as %s', (status, json, code) => {
    expect(refusalOf({ status, json, retryAfter: 3 })).toMatchObject({
      code,
      outcome: 'notApplied',
      retryAfter: 3,
      details: { status },
    });
  });

  it.each([true, 1, '1', 'true'])('takes success %j for success', (success) => {
    expect(refusalOf({ status: 200, json: { success, client: { id: 'x' }, spend: 5 } })).toBeUndefined();
    expect(refusalOf({ status: 201, json: { success } })).toBeUndefined();
  });

  it.each([false, 0, '0', 'false'])('takes success %j at a 2xx for a refusal', (success) => {
    expect(refusalOf({ status: 200, json: { success } })).toMatchObject({
      code: 'PROVIDER_REFUSED',
      outcome: 'notApplied',
    });
    const complaint = { success, client: 'Client not found.' };
    expect(refusalOf({ status: 200, json: complaint })).toMatchObject({ code: 'MEMBER_NOT_FOUND' });
  });

  it.each([
    undefined,
    null,
    '',
    [],
    {},
    { success: null },
    { success: 'partly' },
    { client: { id: 'x' } },
    { spend: 5 },
  ])('cannot tell what %j at a 2xx means', (json) => {
    expect(refusalOf({ status: 200, json })).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
  });
});
