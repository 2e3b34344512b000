import { formatDecimal } from '@checkout-perks/core/money';
import { defineCommand } from 'citty';
import { createIssuer, type Issuer } from '../create-issuer.ts';
import { newApiKey } from '../foundation/api-key.ts';
import type { NewMerchant } from '../merchants/create-merchant.ts';
import { serveIssuer } from '../serve.ts';
import { checkArgs } from './check-args.ts';
import { createShop } from './create-shop.ts';
import { describeAccess, describeAddresses } from './describe-access.ts';
import { merchantArgs, readMerchant } from './read-merchant.ts';
import { databaseArg, databaseUrl } from './with-issuer.ts';

/** Options of `serve`. The merchant's options apply only if the database has no merchant yet. */
export const serveArgs = {
  port: { type: 'string', default: '4010', description: 'Port; 0 takes any free port', valueHint: 'number' },
  host: { type: 'string', default: '127.0.0.1', description: 'Address to listen on', valueHint: 'address' },
  control: {
    type: 'boolean',
    description: 'Open the control API with the key in ISSUER_CONTROL_KEY; without it, a new key is printed',
  },
  ...databaseArg,
  ...merchantArgs,
} as const;

/** Runs the issuer until it gets SIGINT or SIGTERM. */
export const serveCommand = defineCommand({
  meta: { name: 'serve', description: 'Run the issuer; on an empty database, create a first merchant' },
  args: serveArgs,
  async run({ args }) {
    checkArgs(args, serveArgs);
    const port = Number(/^\d{1,5}$/.test(args.port) ? args.port : Number.NaN);
    if (!(port <= 65535)) throw new Error('--port takes a number from 0 to 65535.');
    const first = readMerchant(args);
    const ownKey = process.env.ISSUER_CONTROL_KEY || undefined;
    const controlKey = args.control ? (ownKey ?? newApiKey()) : undefined;

    const issuer = await createIssuer({ database: databaseUrl(args), ...(controlKey ? { controlKey } : {}) });
    try {
      const server = await serveIssuer(issuer, { port, host: args.host });
      try {
        const stop = waitForSignal();
        // The first merchant is created after the port is taken. If the start failed later, its key would be lost.
        const welcome = await prepareWelcome(issuer, first);
        const key = ownKey ? 'the key in ISSUER_CONTROL_KEY' : `Authorization: Bearer ${controlKey}`;
        const control = controlKey ? `Control      ${server.url}/__issuer with ${key}\n` : '';
        console.log(`${describeAddresses(server.url)}\n${control}\n${welcome}`);
        await stop;
      } finally {
        await server.close();
      }
    } finally {
      await issuer.close();
    }
  },
});

async function prepareWelcome({ sites, control }: Issuer, first: NewMerchant): Promise<string> {
  if ((await sites()).length > 0) {
    return [
      'To see what to configure: checkout-perks-issuer show. To add a key: checkout-perks-issuer keys new.',
      'To add a merchant: checkout-perks-issuer merchant --login NAME --balance SUM. Use the same --database for all.',
    ].join('\n');
  }
  const { login, balance, currency } = first;
  const access = await createShop(control, first);
  const created = `Merchant "${login}" was created with a balance of ${formatDecimal(balance, currency)} ${currency}.`;
  return `${created}\n\n${describeAccess(access)}`;
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
