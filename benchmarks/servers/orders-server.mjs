// The middleware on a port, with a provider in memory, and as many orders to place as are asked for.
import { createServer } from 'node:http';
import { createNodeHandler } from '@checkout-perks/middleware/adapters/node';
import { MERCHANT_SECRET, openOrders } from '../open-orders.mjs';

const [database, count] = process.argv.slice(2);
const { perks, newOrder } = await openOrders(database);
const server = createServer(createNodeHandler(perks));
await new Promise((done) => server.listen(0, '127.0.0.1', done));

process.send({
  port: server.address().port,
  basePath: perks.basePath,
  secret: MERCHANT_SECRET,
  orders: Array.from({ length: Number(count) }, newOrder),
});
