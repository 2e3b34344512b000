// The least that a server of this route can do: parse the JSON that came in, answer the JSON that ours answers. On bare
// `node:http`, or with `hono` on Hono and its bridge.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

const [kind] = process.argv.slice(2);

process.once('message', ({ answer }) => {
  const app = new Hono();
  app.post('/perks/v1/quote', async (context) => {
    const { codes } = await context.req.json();
    return context.json({ ...answer, codes });
  });
  const server = createServer(kind === 'hono' ? getRequestListener(app.fetch) : bare(answer));
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
