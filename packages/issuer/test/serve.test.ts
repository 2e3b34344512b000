import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { serveIssuer } from '../src/index.ts';
import { openIssuer } from './support/open-issuer.ts';

describe('serveIssuer', () => {
  it('takes any free loopback port for 0, and does not replace globals', async () => {
    const { issuer, apiKey } = await openIssuer();
    const globals = [globalThis.Request, globalThis.Response];
    const running = await serveIssuer(issuer, { port: 0 });
    onTestFinished(() => running.close());
    expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect([globalThis.Request, globalThis.Response]).toStrictEqual(globals);
    const answer = await fetch(`${running.url}/api/v1/codes/`, { headers: { 'X-API-Key': apiKey } });
    expect([answer.status, await answer.json()]).toMatchObject([200, { total: 0 }]);
  });

  it('rejects if the port is in use', async () => {
    const { issuer } = await openIssuer();
    const running = await serveIssuer(issuer, { port: 0 });
    onTestFinished(() => running.close());
    const { port } = new URL(running.url);
    await expect(serveIssuer(issuer, { port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('refuses a large body on a real connection, which stays usable', async () => {
    const { issuer, apiKey } = await openIssuer();
    const running = await serveIssuer(issuer, { port: 0 });
    onTestFinished(() => running.close());
    const headers = { 'X-API-Key': apiKey, 'Content-Type': 'application/json' };
    const url = `${running.url}/api/v1/codes/generate`;
    const large = JSON.stringify({ amount: 1, filler: 'x'.repeat(200_000) });

    const declared = await fetch(url, { method: 'POST', headers, body: large });
    expect([declared.status, await declared.json()]).toStrictEqual([413, { detail: 'Request Entity Too Large' }]);
    const chunks = new Blob([large]).stream();
    const chunked = await fetch(url, { method: 'POST', headers, body: chunks, duplex: 'half' } as RequestInit);
    expect(chunked.status).toBe(413);
    const small = await fetch(url, { method: 'POST', headers, body: '{"amount": 1}' });
    expect(small.status).toBe(200);
    const parts = new Blob(['{"amount"', ': 1}']).stream();
    const smallChunked = await fetch(url, { method: 'POST', headers, body: parts, duplex: 'half' } as RequestInit);
    expect([smallChunked.status, await smallChunked.json()]).toMatchObject([200, { amount: 1 }]);
  });

  it('refuses a body that is declared too large before it arrives', async () => {
    const { issuer, apiKey } = await openIssuer();
    const running = await serveIssuer(issuer, { port: 0 });
    onTestFinished(() => running.close());
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const lines = [
      'POST /api/v1/codes/generate HTTP/1.1',
      'Host: x',
      `X-API-Key: ${apiKey}`,
      'Content-Length: 1000000000',
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n{"amount"`);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
  });

  describe('on closing', () => {
    // The timer of the grace period is stopped, so a connection that ends was ended by something else.
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['setTimeout'] });
      onTestFinished(() => void vi.useRealTimers());
    });

    it('does not wait for a connection that has sent nothing', async () => {
      const { issuer } = await openIssuer();
      const running = await serveIssuer(issuer, { port: 0 });
      const silent = connect(Number(new URL(running.url).port), '127.0.0.1');
      await once(silent, 'connect');
      // The connection may also be reset, if it was not accepted yet.
      silent.on('error', () => {});
      const ended = new Promise((end) => silent.once('close', end));
      await running.close();
      await ended;
    });

    it('answers running requests, and does not wait for a connection that becomes idle then', async () => {
      // Node's own timeout for idle connections would end it, too.
      const unlimited = (message: unknown) => {
        (message as { server: Server }).server.keepAliveTimeout = 0;
      };
      subscribe('http.server.request.start', unlimited);
      onTestFinished(() => void unsubscribe('http.server.request.start', unlimited));
      let answer = (_response: Response): void => {};
      let asked = (): void => {};
      const underWay = new Promise<void>((resolve) => {
        asked = resolve;
      });
      const issuer = {
        fetch: () =>
          new Promise<Response>((resolve) => {
            answer = resolve;
            asked();
          }),
      };
      const running = await serveIssuer(issuer, { port: 0 });
      const kept = connect(Number(new URL(running.url).port), '127.0.0.1');
      onTestFinished(() => void kept.destroy());
      const ended = once(kept, 'close');
      kept.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n');
      await underWay;
      let closed = false;
      const closing = running.close().then(() => {
        closed = true;
      });
      const data = once(kept, 'data');
      expect(closed).toBe(false);
      answer(new Response('done'));
      expect(String((await data)[0])).toMatch(/^HTTP\/1\.1 200 /);
      await closing;
      await ended;
    });
  });

  it('can be closed twice, and then refuses connections', async () => {
    const { issuer } = await openIssuer();
    const running = await serveIssuer(issuer, { port: 0 });
    await (await fetch(`${running.url}/api/v1/codes/`)).arrayBuffer();
    await Promise.all([running.close(), running.close()]);
    await expect(fetch(running.url)).rejects.toThrow();
  });
});
