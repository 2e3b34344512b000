import { describe, expect, it } from 'vitest';
import { isPerksError } from '../errors/perks-error.ts';
import { requestPerks } from './request-perks.ts';

const asking = { method: 'GET', path: '/config' } as const;
const answering = (status: number, json: unknown) => async () => ({ status, json });
const keep = (json: unknown) => json;

describe('requestPerks', () => {
  it('hands the request to the transport and the body to the reader', async () => {
    const request = { ...asking, body: { a: 1 } };
    const seen: unknown[] = [];
    const transport = async (sent: unknown) => {
      seen.push(sent);
      return { status: 201, json: 20 };
    };
    expect(await requestPerks(transport, request, (json) => Number(json) + 1)).toBe(21);
    expect(seen).toEqual([request]);
  });

  it('keeps a code that is newer than this version', async () => {
    const work = requestPerks(answering(409, { code: 'GIFT_FROZEN' }), asking, keep);
    await expect(work).rejects.toSatisfy((thrown) => isPerksError(thrown) && String(thrown.code) === 'GIFT_FROZEN');
  });

  it.each([
    ['text', 'The code ABCD is unknown'],
    ['nothing', ''],
    ['small letters', 'unknown_code'],
    ['something endless', 'X'.repeat(65)],
    ['a line break', 'UNAUTHORIZED\nx'],
    ['a number', 42],
    ['an object', { text: 'INTERNAL' }],
  ])('takes no %s for a code', async (_, code) => {
    await expect(requestPerks(answering(400, { code }), asking, keep)).rejects.toMatchObject({
      code: 'UNKNOWN',
      message: 'UNKNOWN',
    });
  });

  it.each([
    [30, 30],
    [0, 0],
    ['30', undefined],
    [null, undefined],
  ])('reads retryAfter %j as %j', async (sent, retryAfter) => {
    const work = requestPerks(answering(429, { code: 'TOO_MANY_ATTEMPTS', retryAfter: sent }), asking, keep);
    await expect(work).rejects.toSatisfy((thrown) => isPerksError(thrown) && thrown.retryAfter === retryAfter);
  });

  it.each([199, 300, 304, 404, 500])(
    'takes status %i for no success, even with a body that could be read',
    async (s) => {
      await expect(requestPerks(answering(s, { version: 1 }), asking, keep)).rejects.toThrow('UNKNOWN');
    },
  );

  it('calls it UNKNOWN when the body cannot be read, and keeps the reason for itself', async () => {
    const read = () => {
      throw new Error('the secret field');
    };
    const thrown = await requestPerks(answering(200, {}), asking, read).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'UNKNOWN' });
    expect(thrown).not.toHaveProperty('cause');
  });

  it("turns a transport's failure into NETWORK, or into the signal's reason once it is aborted", async () => {
    const failing = async () => {
      throw new Error('https://shop.example/?secret');
    };
    await expect(requestPerks(failing, asking, keep)).rejects.toMatchObject({ code: 'NETWORK', message: 'NETWORK' });
    const reason = new Error('typed on');
    const aborted = { ...asking, signal: AbortSignal.abort(reason) };
    await expect(requestPerks(failing, aborted, keep)).rejects.toBe(reason);
  });
});
