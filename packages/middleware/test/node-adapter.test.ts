import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { until } from '@checkout-perks/test-kit/until';
import { describe, expect, it } from 'vitest';
import { createNodeHandler } from '../src/adapters/node.ts';
import { rawRequest } from './raw-request.ts';
import { cartOf, MERCHANT_SECRET, type Shop, startShop } from './start-shop.ts';

/** Serves with a handler of one's own, on a port of its own. */
async function serve(shop: Shop, server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  shop.onClose(() => server.closeAllConnections());
  shop.onClose(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/perks/v1`;
}

describe('createNodeHandler', () => {
  it('goes on with an order whose caller has gone away', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    const held = shop.proxy.hold('activate', 'before');
    const server = createServer(createNodeHandler(shop.perks));
    const { port } = new URL(await serve(shop, server));
    const requested = once(server, 'request') as Promise<[IncomingMessage]>;
    const caller = connect(Number(port), '127.0.0.1');
    caller.write(
      `POST /perks/v1/orders/o1/commit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${MERCHANT_SECRET}\r\nContent-Length: 0\r\n\r\n`,
    );
    const [{ socket }] = await requested;
    await held.reached;
    const gone = once(socket, 'close');
    caller.destroy();
    await gone;
    held.release();
    await until(async () => (await shop.client.order('o1')).state === 'committed');
    expect(shop.proxy.count('activate')).toBe(1);
    expect(shop.mishaps).toEqual([]);
  });

  it('is told of no mishap by a caller who goes away in the middle of a body', async () => {
    const shop = await startShop();
    const handle = createNodeHandler(shop.perks);
    const handled: Promise<void>[] = [];
    const url = await serve(
      shop,
      createServer((request, response) => void handled.push(handle(request, response))),
    );
    await rawRequest(url, {
      line: 'POST /perks/v1/quote',
      headers: ['Content-Type: application/json', 'Content-Length: 500'],
      body: ['{"cart":'],
      breaksOff: true,
    });
    await until(() => handled.length === 1);
    await Promise.all(handled);
    expect(shop.mishaps).toEqual([]);
    expect((await shop.client.config()).version).toBe(1);
  });

  it('refuses a request whose body somebody has read before', async () => {
    const shop = await startShop();
    const failures: unknown[] = [];
    const handle = createNodeHandler(shop.perks);
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        handle(request, response).catch((thrown) => {
          failures.push(thrown);
          response.writeHead(500).end();
        });
      });
    });
    const url = await serve(shop, server);
    const response = await fetch(`${url}/quote`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cart: cartOf(1), codes: [] }),
    });
    expect(response.status).toBe(500);
    expect(failures).toMatchObject([{ code: 'BODY_ALREADY_READ' }]);
  });

  it('tells shoppers apart by their connection', async () => {
    const shop = await startShop({ guesses: { wrongCodes: 1, perSeconds: 600 } });
    const guess = () => shop.call('POST', '/quote', { cart: cartOf(1), codes: ['WRONG001'] });
    expect((await guess()).status).toBe(200);
    expect((await guess()).status).toBe(429);
  });

  it('leaves the globals of its host as they were', async () => {
    const [request, response] = [globalThis.Request, globalThis.Response];
    const shop = await startShop();
    await shop.client.config();
    expect(globalThis.Request).toBe(request);
    expect(globalThis.Response).toBe(response);
  });
});
