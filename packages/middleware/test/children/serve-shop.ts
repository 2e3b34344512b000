import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNodeHandler } from '../../src/adapters/node.ts';
import { createPerks } from '../../src/index.ts';
import { offerPerks } from '../offer-perks.ts';

/**
 * A shop's server as a process of its own, set up by the JSON of its first argument; it prints its address. Its parent moves its
 * clock, and it ends with its parent.
 */
const { offer, ahead: aheadAtFirst, ...options } = JSON.parse(process.argv[2] ?? '{}');
let ahead: number = aheadAtFirst;
process.on('message', (message) => {
  ({ ahead } = message as { ahead: number });
});
process.on('disconnect', () => process.exit());

const clock = () => Date.now() + ahead;
const perks = await createPerks({ ...options, ...offerPerks(offer, clock), clock });
const server = createServer(createNodeHandler(perks));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}${perks.basePath}\n`);
});
