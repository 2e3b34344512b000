import { describe, expect, it } from 'vitest';
import { ERROR_CODES, isErrorCode } from './codes.ts';

const entries = Object.entries(ERROR_CODES);

describe('ERROR_CODES', () => {
  it('writes every code in capitals with underscores', () => {
    expect(entries.filter(([code]) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([]);
  });

  it('gives every code the status of an error', () => {
    expect(entries.filter(([, { status }]) => !Number.isInteger(status) || status < 400 || status > 599)).toEqual([]);
  });

  it('gives every code a title of its own, without a full stop', () => {
    const titles = entries.map(([, { title }]) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.filter((title) => title.length < 8 || /[.!]$/.test(title))).toEqual([]);
  });

  it('calls retryable only what the same request can survive: a full stop at 429 and 503, chances at some 409 and 500', () => {
    const retryable = entries.filter(([, entry]) => entry.retryable);
    expect(retryable.filter(([, { status }]) => ![409, 429, 500, 503].includes(status))).toEqual([]);
    expect(entries.filter(([, entry]) => [429, 503].includes(entry.status) && !entry.retryable)).toEqual([]);
  });

  it('never blames the shop for a key or a balance that is wrong at the provider', () => {
    expect(ERROR_CODES.PROVIDER_AUTH.status).toBe(502);
    expect(ERROR_CODES.PROVIDER_FUNDS.status).toBe(502);
  });
});

describe('isErrorCode', () => {
  it('knows the codes of the table', () => {
    expect(entries.every(([code]) => isErrorCode(code))).toBe(true);
  });

  it.each(['CODE_OF_TOMORROW', 'toString', '__proto__', 'constructor', '', undefined, 42, { code: 'UNKNOWN' }])(
    'does not know %j',
    (code) => expect(isErrorCode(code)).toBe(false),
  );
});
