import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNodeHandler } from '../../src/adapters/node.ts';
import { createPerks } from '../../src/index.ts';
import { offerPerks } from '../offer-perks.ts';

/** A shop's server as a process of its own, set up by the JSON of its first argument; it prints its address. */
const { offer, ...options } = JSON.parse(process.argv[2] ?? '{}');

const perks = await createPerks({ ...options, ...offerPerks(offer) });
const server = createServer(createNodeHandler(perks));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}${perks.basePath}\n`);
});
