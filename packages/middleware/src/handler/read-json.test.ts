import { describe, expect, it } from 'vitest';
import { readJson } from './read-json.ts';

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

  it('takes a body that breaks off for bad JSON', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) });
    await expect(reading(body)).rejects.toEqual(failing('INVALID_JSON'));
  });
});
