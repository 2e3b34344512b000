import { Readable } from 'node:stream';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { controlTimeouts } from '../../test/control-timeouts.ts';
import { everythingShown } from '../../test/everything-shown.ts';
import { type RecordingServer, sendJson, startRecordingServer } from '../../test/recording-server.ts';
import { createProviderHttp, type ProviderCall, type ProviderHttpOptions } from './provider-http.ts';

const KEY = 'provider-key-8d2e4a';
const CODE = 'GIFTCODE7Q3X9Z';
const READ: ProviderCall = { method: 'GET', path: `/codes/${CODE}` };
const WRITE: ProviderCall = { method: 'POST', path: '/codes/activate', body: { code: CODE } };

const servers: RecordingServer[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serving(answer: Parameters<typeof startRecordingServer>[0], options: Partial<ProviderHttpOptions> = {}) {
  const server = await startRecordingServer(answer);
  servers.push(server);
  const baseUrl = `${server.origin}/api/v1`;
  return {
    server,
    http: createProviderHttp({ baseUrl, headers: { 'X-API-Key': KEY }, timeoutMs: 60_000, ...options }),
  };
}

/** The same calls, answered by a function in this process. */
function answeredBy(fetch: ProviderHttpOptions['fetch'], timeoutMs = 60_000) {
  const baseUrl = 'https://provider.example/api/v1';
  return createProviderHttp({ baseUrl, headers: { 'X-API-Key': KEY }, timeoutMs, ...(fetch ? { fetch } : {}) });
}

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );

describe('createProviderHttp', () => {
  it('sends exactly the call: slashes, query, key and a JSON body', async () => {
    const { server, http } = await serving((response) => sendJson(response, 200, { ok: 1 }));
    expect(await http({ method: 'GET', path: '/codes/', query: { page: 2, size: 20 } })).toEqual({
      status: 200,
      json: { ok: 1 },
    });
    await http(WRITE);
    await http({ method: 'DELETE', path: `/codes/${CODE}` });

    expect(server.seen.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
      'GET /api/v1/codes/?page=2&size=20 ',
      `POST /api/v1/codes/activate {"code":"${CODE}"}`,
      `DELETE /api/v1/codes/${CODE} `,
    ]);
    expect(server.seen.map(({ headers }) => [headers['x-api-key'], headers.accept, headers['content-type']])).toEqual([
      [KEY, 'application/json', undefined],
      [KEY, 'application/json', 'application/json'],
      [KEY, 'application/json', undefined],
    ]);
  });

  it('hands on refusals with their body and the time to wait', async () => {
    const { http } = await serving((response) =>
      sendJson(response, 429, { detail: 'slow down' }, { 'retry-after': '7' }),
    );
    expect(await http(READ)).toEqual({ status: 429, json: { detail: 'slow down' }, retryAfter: 7 });
  });

  it.each([
    ['seconds', '120', 120],
    ['no time at all', '0', 0],
    ['a date that has passed', 'Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['a word', 'soon', undefined],
    ['a negative number', '-5', undefined],
    ['a fraction', '1.5', undefined],
    ['more seconds than anybody waits', '1234567', undefined],
  ])('reads %s of Retry-After', async (_, header, seconds) => {
    const http = answeredBy(async () => Response.json({}, { status: 429, headers: { 'retry-after': header } }));
    expect((await http(READ)).retryAfter).toBe(seconds);
  });

  it('reads a date to come of Retry-After', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-20T12:00:00.400Z') });
    const date = new Date(Date.now() + 90_000).toUTCString();
    const http = answeredBy(async () => Response.json({}, { status: 429, headers: { 'retry-after': date } }));
    expect((await http(READ)).retryAfter).toBe(90);
    vi.setSystemTime(Date.now() + 60_000);
    expect((await http(READ)).retryAfter).toBe(30);
  });

  it.each([
    ['an empty body', ''],
    ['a page', '<html></html>'],
    ['half of an object', '{"a":'],
  ])('reads %s as no JSON', async (_, body) => {
    const { http } = await serving((response) => sendJson(response, 200, body));
    expect(await http(READ)).toEqual({ status: 200, json: undefined });
  });

  it('reads no body at all, a byte order mark, and letters cut by a chunk', async () => {
    const { http: nothing } = await serving((response) => response.writeHead(204).end());
    expect(await nothing(READ)).toEqual({ status: 204, json: undefined });

    const { http: marked } = await serving((response) => sendJson(response, 200, '\ufeff{"message":"Код"}'));
    expect(await marked(READ)).toEqual({ status: 200, json: { message: 'Код' } });

    const bytes = Buffer.from('{"message":"Подарок"}');
    const { http: cut } = await serving((response) => {
      response.write(bytes.subarray(0, 13));
      // Time: the client has nearly always read the first piece by then. If not, it reads both at once.
      setTimeout(() => response.end(bytes.subarray(13)), 20);
    });
    expect(await cut(READ)).toEqual({ status: 200, json: { message: 'Подарок' } });
  });

  it.each([301, 302, 303, 307, 308])('refuses a %i: the other origin sees no request and no key', async (status) => {
    const { server: other } = await serving((response) => sendJson(response, 200, {}));
    const { server, http } = await serving((response) => {
      response.writeHead(status, { location: `${other.origin}/api/v1/codes/${CODE}` }).end('{}');
    });
    const thrown = await thrownBy(http(WRITE));
    expect(thrown).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown', details: { status } });
    expect(other.seen).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });

  it('refuses a redirect as a runtime shows it that hides its status', async () => {
    const http = answeredBy(async () => Response.error());
    expect(await thrownBy(http(WRITE))).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
  });

  it.each([408, 500, 502, 503, 504])('cannot tell after a %i whether a write happened', async (status) => {
    const { server, http } = await serving((response) => sendJson(response, status, {}, { 'retry-after': '3' }));
    expect(await thrownBy(http(WRITE))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
      retryAfter: 3,
      details: { status },
    });
    expect(server.seen).toHaveLength(1);
  });

  it('reads 4 MiB and not a byte more', async () => {
    const json = (length: number) => `"${'x'.repeat(length - 2)}"`;
    const { http: full } = await serving((response) => sendJson(response, 200, json(4 * 1024 * 1024)));
    expect(String((await full(READ)).json)).toHaveLength(4 * 1024 * 1024 - 2);

    const { http: over } = await serving((response) => sendJson(response, 200, json(4 * 1024 * 1024 + 1)));
    expect(await thrownBy(over(WRITE))).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
  });

  it('stops reading a body of 5 MiB that comes without its length', async () => {
    const spaces = Array.from({ length: 80 }, () => Buffer.alloc(64 * 1024, 0x20));
    const { http } = await serving((response) => Readable.from(spaces).pipe(response));
    expect(await thrownBy(http(WRITE))).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
  });

  it('gives up after its time: no answer at all, or a body that drips', async () => {
    // Both wait without an end, so that the length of these limits matters only for how long the test takes.
    const { http: silent } = await serving(() => {}, { timeoutMs: 60 });
    expect(await thrownBy(silent(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });

    const { http: dripping } = await serving(
      (response) => {
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(drip));
      },
      { timeoutMs: 100 },
    );
    expect(await thrownBy(dripping(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
  });

  it('sends a call once, although its time passes while the server works on it', async () => {
    const timeouts = controlTimeouts();
    const { server, http } = await serving(() => timeouts.pass(), { timeoutMs: 1234 });
    expect(await thrownBy(http(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    expect(server.seen).toHaveLength(1);
    expect(vi.mocked(AbortSignal.timeout).mock.calls).toEqual([[1234]]);
  });

  it('knows that nothing happened when the connection was refused', async () => {
    const { server, http } = await serving(() => {});
    await server.close();
    servers.pop();
    expect(await thrownBy(http(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'notApplied' });
  });

  it('cannot tell when the connection was cut after the request was read, and does not ask again', async () => {
    const { server, http } = await serving((response) => response.destroy());
    expect(await thrownBy(http(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    expect(await thrownBy(http(READ))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(server.seen).toHaveLength(2);
  });

  it('cannot tell when the connection was cut within the answer', async () => {
    const { http } = await serving((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"success":true,', () => response.destroy());
    });
    expect(await thrownBy(http(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
  });

  it.each([
    ['a name that does not resolve', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'notApplied'],
    ['a host without a route', { code: 'EHOSTUNREACH', syscall: 'connect' }, 'notApplied'],
    ['a certificate that has expired', { code: 'CERT_HAS_EXPIRED' }, 'notApplied'],
    ['a connection that took too long to open', { code: 'UND_ERR_CONNECT_TIMEOUT' }, 'notApplied'],
    ['a route that vanished from an open connection', { code: 'EHOSTUNREACH', syscall: 'read' }, 'unknown'],
    ['a connection cut while writing', { code: 'EPIPE', syscall: 'write' }, 'unknown'],
    ['a socket that closed', { code: 'UND_ERR_SOCKET' }, 'unknown'],
    ['a failure without a code', {}, 'unknown'],
  ])('judges %s', async (_, facts, outcome) => {
    const cause = Object.assign(new Error('failed'), facts);
    const http = answeredBy(() => Promise.reject(new TypeError('fetch failed', { cause })));
    expect(await thrownBy(http(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome });
  });

  it('is certain of a host with several addresses only when none of them was reached', async () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' });
    const timedOut = Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall: 'read' });
    const failing = (errors: Error[]) =>
      answeredBy(() => Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) })));
    expect(await thrownBy(failing([refused, refused])(WRITE))).toMatchObject({ outcome: 'notApplied' });
    expect(await thrownBy(failing([refused, timedOut])(WRITE))).toMatchObject({ outcome: 'unknown' });
    expect(await thrownBy(failing([])(WRITE))).toMatchObject({ outcome: 'unknown' });
  });

  it("does not take another party's refused connection for its own", async () => {
    // What an issuer in this process throws when its database is away, after it may have written.
    const theirs = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
    const http = answeredBy(() => Promise.reject(theirs));
    expect(await thrownBy(http(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    const sync = answeredBy(() => {
      throw theirs;
    });
    expect(await thrownBy(sync(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
  });

  it('calls a handler in the same process with a whole request', async () => {
    const seen: unknown[] = [];
    const http = answeredBy(async (request) => {
      seen.push([
        request.method,
        request.url,
        request.headers.get('x-api-key'),
        request.redirect,
        await request.json(),
      ]);
      return Response.json({ success: true });
    });
    expect(await http({ ...WRITE, query: { a: 'б' } })).toEqual({ status: 200, json: { success: true } });
    expect(seen).toEqual([
      ['POST', 'https://provider.example/api/v1/codes/activate?a=%D0%B1', KEY, 'manual', { code: CODE }],
    ]);
  });

  it('gives up on a handler that never answers, and on a body of its own that never ends', async () => {
    const never = answeredBy(() => new Promise(() => {}), 50);
    expect(await thrownBy(never(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    const endless = answeredBy(async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })), 50);
    expect(await thrownBy(endless(WRITE))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
  });

  it('stays its own master when a body fails to be thrown away or read', async () => {
    const stubborn = () => new ReadableStream({ cancel: () => Promise.reject(new Error(KEY)) });
    const redirecting = answeredBy(async () => new Response(stubborn(), { status: 302 }));
    expect(await thrownBy(redirecting(READ))).toMatchObject({ code: 'PROVIDER_PROTOCOL' });
    const failing = answeredBy(async () => new Response(new ReadableStream({ pull: (c) => c.error(new Error(KEY)) })));
    const thrown = await thrownBy(failing(WRITE));
    expect(thrown).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    expectNoSecrets(everythingShown(thrown), [KEY]);
  });

  it.each([
    'https://provider.example',
    'https://provider.example:8443/api/v1/',
    'http://127.0.0.1:4010/api/v1',
    'http://localhost:4010',
    'http://[::1]:4010/api',
  ])('takes the base URL %s', (baseUrl) => {
    expect(() => createProviderHttp({ baseUrl, headers: {}, timeoutMs: 1 })).not.toThrow();
  });

  it.each([
    'http://provider.example/api/v1',
    'http://10.0.0.5/api',
    'http://127.0.0.1.example/api',
    'http://localhost.example',
    'ftp://127.0.0.1/',
    'https://user@provider.example',
    'https://:password@provider.example',
    'https://provider.example/api?x=1',
    'https://provider.example/api?',
    'https://provider.example/api#x',
    'https://provider.example/api#',
    '/api/v1',
    '',
  ])('refuses the base URL %j', (baseUrl) => {
    const making = () => createProviderHttp({ baseUrl, headers: { 'X-API-Key': KEY }, timeoutMs: 1 });
    expect(making).toThrow(expect.objectContaining({ code: 'CONFIGURATION', details: { option: 'baseUrl' } }));
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])('refuses a timeout of %d', (timeoutMs) => {
    expect(() => createProviderHttp({ baseUrl: 'https://a.example', headers: {}, timeoutMs })).toThrow('CONFIGURATION');
  });

  it('lets neither key nor code nor address into an error', async () => {
    const elsewhere = { location: `https://evil.example/${CODE}?key=${KEY}` };
    const made = [
      await serving((response) => response.destroy()),
      await serving((response) => response.writeHead(307, elsewhere).end(KEY)),
      await serving((response) => sendJson(response, 500, { detail: `${CODE} ${KEY}` })),
      await serving((response) => sendJson(response, 200, `"${KEY}${CODE}"`), { maxBytes: 10 }),
      await serving(() => {}, { timeoutMs: 50 }),
    ];
    for (const { http } of made) {
      for (const call of [READ, WRITE]) {
        const shown = everythingShown(await thrownBy(http(call)));
        expect(shown).toMatch(/PerksError: PROVIDER_/);
        expectNoSecrets(shown, [KEY, CODE, 'evil.example', '127.0.0.1']);
      }
    }
  });
});
