// The middleware with loyalty points on a port; its sender takes as long as one over the network would.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLoyalClientPointsProvider } from '@checkout-perks/core/providers/loyalclient';
import { createPerks } from '@checkout-perks/middleware';
import { createNodeHandler } from '@checkout-perks/middleware/adapters/node';

const [database, baseUrl, apiKey, point] = process.argv.slice(2);
const perks = await createPerks({
  secret: 'a-secret-for-benchmarks-and-nothing-else',
  merchantSecret: 'merchant-secret-for-benchmarks',
  currency: 'RUB',
  points: createLoyalClientPointsProvider({ baseUrl, apiKey, point, currency: 'RUB' }),
  loyalty: { sendCode: () => sleep(30) },
  database: `file:${database}`,
  guesses: { wrongCodes: 1_000_000 },
});
const server = createServer(createNodeHandler(perks));
await new Promise((done) => server.listen(0, '127.0.0.1', done));

process.send({ url: `http://127.0.0.1:${server.address().port}${perks.basePath}` });
