import { describe, expect, it } from 'vitest';
import { readJson, readOptionalJson } from './read-json.ts';

const LIMIT = 64;

function reading(body: BodyInit | null, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const streamed = body instanceof ReadableStream ? { duplex: 'half' as const } : {};
  return readJson(new Request('http://shop.test/', { method: 'POST', body, headers, ...streamed }), LIMIT);
}

/** A body without a declared length, which counts the chunks that were asked of it. */
function chunks(count: number, size: number): { body: ReadableStream; pulled: () => number; cancelled: () => boolean } {
  let pulled = 0;
  let cancelled = false;
  const body = new ReadableStream(
    {
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(size).fill(0x20));
        if (pulled === count) controller.close();
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, pulled: () => pulled, cancelled: () => cancelled };
}

const failing = (code: string) => expect.objectContaining({ code });

describe('readJson', () => {
  it('reads JSON, also with parameters on its type', async () => {
    await expect(reading('{"a":[1,"ж"]}')).resolves.toEqual({ a: [1, 'ж'] });
    await expect(reading('1', { 'content-type': 'Application/JSON; charset=utf-8' })).resolves.toBe(1);
  });

  it('refuses every other type, and none: a plain form of another site cannot send JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'text/json']) {
      await expect(reading('{}', { 'content-type': type })).rejects.toEqual(failing('UNSUPPORTED_MEDIA_TYPE'));
    }
    await expect(reading(new Uint8Array([0x7b, 0x7d]), {})).rejects.toEqual(failing('UNSUPPORTED_MEDIA_TYPE'));
  });

  it('refuses what is no JSON, no UTF-8, or nothing at all', async () => {
    for (const body of ['', '{', 'undefined', "{'a':1}", '{} {}', new Uint8Array([0x22, 0xff, 0x22])]) {
      await expect(reading(body)).rejects.toEqual(failing('INVALID_JSON'));
    }
    await expect(reading(null)).rejects.toEqual(failing('INVALID_JSON'));
  });

  it('takes a body of just the limit, and no byte more', async () => {
    await expect(reading(JSON.stringify('x'.repeat(LIMIT - 2)))).resolves.toHaveLength(LIMIT - 2);
    await expect(reading(JSON.stringify('x'.repeat(LIMIT - 1)))).rejects.toEqual(failing('BODY_TOO_LARGE'));
  });

  it('refuses a body that says it is too large before reading it', async () => {
    const { body, pulled } = chunks(1, 1);
    const headers = { 'content-type': 'application/json', 'content-length': '65' };
    await expect(reading(body, headers)).rejects.toEqual(failing('BODY_TOO_LARGE'));
    expect(pulled()).toBe(0);
  });

  it('stops reading a body that does not say so', async () => {
    const { body, pulled, cancelled } = chunks(1000, 16);
    await expect(reading(body)).rejects.toEqual(failing('BODY_TOO_LARGE'));
    expect(pulled()).toBe(5);
    expect(cancelled()).toBe(true);
  });

  it('believes no declared length that is wrong', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': '8' };
    await expect(reading(JSON.stringify('x'.repeat(LIMIT)), headers)).rejects.toEqual(failing('BODY_TOO_LARGE'));
    await expect(reading('{"a":1}', headers)).resolves.toEqual({ a: 1 });
    await expect(reading(new Uint8Array([0x22, 0xff, 0x22]), headers)).rejects.toEqual(failing('INVALID_JSON'));
  });

  it('takes a body that breaks off for bad JSON', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) });
    await expect(reading(body)).rejects.toEqual(failing('INVALID_JSON'));
    const other = new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) });
    const headers = { 'content-type': 'application/json', 'content-length': '8' };
    await expect(reading(other, headers)).rejects.toEqual(failing('INVALID_JSON'));
  });
});

describe('readOptionalJson', () => {
  const type = { 'content-type': 'application/json' };
  const read = (body: string | null, headers: Record<string, string>) =>
    readOptionalJson(new Request('http://shop.test/', { method: 'POST', body, headers }), LIMIT);

  it('finds none where there is none, whatever the headers say', async () => {
    for (const headers of [{}, type, { ...type, 'content-length': '0' }]) {
      await expect(read(null, headers)).resolves.toBeUndefined();
      await expect(read('', headers)).resolves.toBeUndefined();
    }
  });

  it('overlooks none, also of a request that was made in this process and has no length', async () => {
    await expect(read('{"a":1}', type)).resolves.toEqual({ a: 1 });
    await expect(read('null', type)).resolves.toBe(null);
    await expect(read('{"a":1}', {})).rejects.toEqual(failing('UNSUPPORTED_MEDIA_TYPE'));
    await expect(read('{', type)).rejects.toEqual(failing('INVALID_JSON'));
    await expect(read(JSON.stringify('x'.repeat(LIMIT)), type)).rejects.toEqual(failing('BODY_TOO_LARGE'));
    await expect(read('1', { ...type, 'content-length': '65' })).rejects.toEqual(failing('BODY_TOO_LARGE'));
  });
});
