import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchTransport } from './fetch-transport.ts';

describe('fetchTransport', () => {
  let server: Server;
  let endpoint: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/perks/v1`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('sends JSON below the mount path, with or without a slash at its end', async () => {
    const seen: string[] = [];
    answer = async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      seen.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
      response.end('{"a":1}');
    };
    for (const mount of [endpoint, `${endpoint}/`]) {
      expect(await fetchTransport(mount)({ method: 'POST', path: '/quote', body: { codes: [] } })).toEqual({
        status: 200,
        json: { a: 1 },
      });
    }
    expect(seen).toEqual(Array(2).fill('POST /perks/v1/quote application/json {"codes":[]}'));
  });

  it('sends a GET without a content type, which would cost another origin a preflight', async () => {
    let type: string | undefined = 'unset';
    answer = (request, response) => {
      type = request.headers['content-type'];
      response.end('{}');
    };
    await fetchTransport(endpoint)({ method: 'GET', path: '/config' });
    expect(type).toBe(undefined);
  });

  it('gives any status back, also with a body that is not JSON', async () => {
    answer = (_, response) => response.writeHead(502).end('<html>');
    expect(await fetchTransport(endpoint)({ method: 'GET', path: '/config' })).toEqual({
      status: 502,
      json: undefined,
    });
  });

  it('follows no redirect', async () => {
    answer = (_, response) => response.writeHead(307, { location: '/elsewhere' }).end();
    await expect(fetchTransport(endpoint)({ method: 'GET', path: '/config' })).rejects.toThrow();
  });

  it('rejects when the answer takes too long, and when it stops in the middle', async () => {
    answer = () => {};
    await expect(fetchTransport(endpoint, 50)({ method: 'GET', path: '/config' })).rejects.toThrow();
    answer = (_, response) => void response.writeHead(200, { 'content-length': 100 }).write('{');
    await expect(fetchTransport(endpoint, 50)({ method: 'GET', path: '/config' })).rejects.toThrow();
  });

  it('stops when it is told to', async () => {
    answer = () => {};
    const stop = new AbortController();
    const sent = fetchTransport(endpoint)({ method: 'GET', path: '/config', signal: stop.signal });
    stop.abort();
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  });
});
