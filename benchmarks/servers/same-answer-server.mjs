// The least that a server of this route can do: parse the JSON that came in, answer the JSON that ours answers. On bare
// `node:http`, or with `hono` on Hono and its bridge. With `work` on bare `node:http` it also does what no quote can do without:
// it checks the request, prices the cart once, and encrypts a token.
import { createCipheriv, createSecretKey, hash, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { quoteRequest } from '@checkout-perks/core/contract';
import { priceCart } from '@checkout-perks/core/pricing';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

const [kind] = process.argv.slice(2);

process.once('message', ({ answer }) => {
  const app = new Hono();
  app.post('/perks/v1/quote', async (context) => {
    const { codes } = await context.req.json();
    return context.json({ ...answer, codes });
  });
  const listeners = { node: bare, work: working, hono: () => getRequestListener(app.fetch) };
  const server = createServer(listeners[kind](answer));
  server.listen(0, '127.0.0.1', () => {
    process.send({ url: `http://127.0.0.1:${server.address().port}/perks/v1/quote` });
  });
});

function bare(answer) {
  return (request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { codes } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...answer, codes }));
    });
  };
}

function working(answer) {
  const key = createSecretKey(randomBytes(32));
  const promos = [{ target: 'goods', discount: { kind: 'percent', basisPoints: 1000 } }];
  return (request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { cart, codes } = quoteRequest.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      const price = priceCart(cart, { promos });
      const quote = { ...answer.quote, ...sumsOf(price), id: randomUUID(), expiresAt: new Date().toISOString() };
      const said = { cart: hash('sha256', JSON.stringify(cart.lines), 'base64url'), codes, total: price.total };
      const body = JSON.stringify({ quote, token: encrypt(key, JSON.stringify(said)) });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
  };
}

function sumsOf({ lines, goods, delivery, steps, discountTotal, tenderTotal, total, amountDue }) {
  return { lines, goods, delivery, steps, discountTotal, tenderTotal, total, amountDue };
}

function encrypt(key, text) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = cipher.update(text, 'utf8');
  cipher.final();
  return [nonce, body, cipher.getAuthTag()].map((bytes) => bytes.toString('base64url')).join('.');
}
