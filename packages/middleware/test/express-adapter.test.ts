import type { AddressInfo } from 'node:net';
import { createPerksClient } from '@checkout-perks/core/client';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { describe, expect, it } from 'vitest';
import { perksRouter } from '../src/adapters/express.ts';
import { cartOf, MERCHANT_SECRET, type Shop, startShop } from './start-shop.ts';

/** Serves an Express app, and gives its origin. */
async function serve(shop: Shop, app: Express): Promise<string> {
  const server = await new Promise<ReturnType<Express['listen']>>((done) => {
    const listening = app.listen(0, '127.0.0.1', () => done(listening));
  });
  shop.onClose(() => server.closeAllConnections());
  shop.onClose(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function clientOf(origin: string, path = '/perks/v1') {
  return createPerksClient({ baseUrl: origin + path, merchantSecret: MERCHANT_SECRET });
}

async function posted(url: string, body: unknown) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

/** Answers with what went wrong, as a shop's own error page would. */
const errorPage: ErrorRequestHandler = (error, _request, response, _next) => {
  response.status(500).send(`sorry: ${error.code}`);
};

describe('perksRouter', () => {
  it('serves its routes before express.json(), and lets all others go on to it', async () => {
    const shop = await startShop();
    const app = express();
    app.use(perksRouter(shop.perks));
    app.use(express.json());
    app.post('/echo', (request, response) => void response.json(request.body));
    app.get('/perks/v10', (_request, response) => void response.send('not ours'));
    const origin = await serve(shop, app);

    const client = clientOf(origin);
    const code = await shop.newGift(50_000);
    const { token } = await client.quote({ cart: cartOf(30_000), codes: [code] });
    await client.reserve('o1', { cart: cartOf(30_000), token });
    expect(await client.commit('o1')).toMatchObject({ state: 'committed' });
    expect(await posted(`${origin}/echo`, { hello: 'shop' })).toEqual({ status: 200, text: '{"hello":"shop"}' });
    expect(await (await fetch(`${origin}/perks/v10`)).text()).toBe('not ours');
    expect((await fetch(`${origin}/perks/v1`)).headers.get('content-type')).toBe('application/problem+json');
    expect((await fetch(`${origin}/perks/v1/config?x=1`)).status).toBe(200);
    expect((await fetch(`${origin}/elsewhere`)).status).toBe(404);
  });

  it('tells the shop’s error page when a body parser ran first, and the shop goes on', async () => {
    const shop = await startShop();
    const app = express();
    app.use(express.json());
    app.use(perksRouter(shop.perks));
    app.get('/', (_request, response) => void response.send('shop'));
    app.use(errorPage);
    const origin = await serve(shop, app);
    expect(await posted(`${origin}/perks/v1/quote`, { cart: cartOf(1), codes: [] })).toEqual({
      status: 500,
      text: 'sorry: BODY_ALREADY_READ',
    });
    expect(await (await fetch(`${origin}/`)).text()).toBe('shop');
  });

  it('is found by its full path also when it is mounted below another', async () => {
    const shop = await startShop({ basePath: '/shop/perks/v1' });
    const app = express();
    const router = express.Router();
    router.use(perksRouter(shop.perks));
    router.get('/cart', (request, response) => void response.send(`${request.baseUrl}${request.url}`));
    app.use('/shop', router);
    const origin = await serve(shop, app);
    expect((await clientOf(origin, '/shop/perks/v1').config()).version).toBe(1);
    expect(await (await fetch(`${origin}/shop/cart`)).text()).toBe('/shop/cart');
  });

  it('gives the path back as it was when it fails', async () => {
    const shop = await startShop({ basePath: '/shop/perks/v1' });
    const app = express();
    app.use(express.json());
    app.use('/shop', perksRouter(shop.perks));
    const place: ErrorRequestHandler = (error, request, response, _next) => {
      response.status(500).send(`${error.code} at ${request.url}`);
    };
    app.use(place);
    const origin = await serve(shop, app);
    expect((await posted(`${origin}/shop/perks/v1/quote`, {})).text).toBe('BODY_ALREADY_READ at /shop/perks/v1/quote');
  });

  it('hands no path on that only looks like its own', async () => {
    const shop = await startShop();
    const app = express();
    app.use(perksRouter(shop.perks));
    app.use((request, response) => void response.send(`shop ${request.path}`));
    const origin = await serve(shop, app);
    for (const path of ['/perks/v1x/config', '/perks', '/x/perks/v1/config']) {
      expect(await (await fetch(origin + path)).text()).toBe(`shop ${path}`);
    }
  });
});
