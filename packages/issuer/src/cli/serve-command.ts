import { defineCommand } from 'citty';
import { createIssuer } from '../create-issuer.ts';
import { serveIssuer } from '../serve.ts';
import { checkArgs } from './check-args.ts';
import { describeMerchant } from './describe-merchant.ts';
import { databaseArg, merchantArgs, readMerchant } from './read-merchant.ts';

/** Options of `serve`; those of a merchant count only while there is none. */
export const serveArgs = {
  port: { type: 'string', default: '4010', description: 'Port; 0 takes any that is free', valueHint: 'number' },
  host: { type: 'string', default: '127.0.0.1', description: 'Address to listen on', valueHint: 'address' },
  ...databaseArg,
  ...merchantArgs,
} as const;

/** Runs the issuer until it is asked to stop. */
export const serveCommand = defineCommand({
  meta: { name: 'serve', description: 'Run the issuer; on an empty database, create a first merchant' },
  args: serveArgs,
  async run({ args }) {
    checkArgs(args, serveArgs);
    const port = Number(/^\d{1,5}$/.test(args.port) ? args.port : Number.NaN);
    if (!(port <= 65535)) throw new Error('--port takes a number from 0 to 65535.');
    const first = readMerchant(args);

    const issuer = await createIssuer({ database: args.database });
    try {
      const server = await serveIssuer(issuer, { port, host: args.host });
      try {
        const stop = stopAsked();
        // Only once the port is ours: a key made by a start that fails would never be seen by anybody.
        const welcome =
          (await issuer.sites()).length === 0
            ? describeMerchant(first, await issuer.createMerchant(first))
            : 'For another key: checkout-perks-issuer merchant --login NAME --balance SUM, with the same --database.';
        console.log(`Gift-code issuer, V-DAR API at ${server.url}/api/v1\n\n${welcome}`);
        await stop;
      } finally {
        await server.close();
      }
    } finally {
      await issuer.close();
    }
  },
});

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
