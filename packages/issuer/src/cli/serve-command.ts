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

/** Options of `serve`; those of a merchant count only while there is none. */
export const serveArgs = {
  port: { type: 'string', default: '4010', description: 'Port; 0 takes any that is free', valueHint: 'number' },
  host: { type: 'string', default: '127.0.0.1', description: 'Address to listen on', valueHint: 'address' },
  control: {
    type: 'boolean',
    description: 'Open the control API, with the key in ISSUER_CONTROL_KEY, or with one made and printed now',
  },
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
    const ownKey = process.env.ISSUER_CONTROL_KEY || undefined;
    const controlKey = args.control ? (ownKey ?? newApiKey()) : undefined;

    const issuer = await createIssuer({ database: databaseUrl(args), ...(controlKey ? { controlKey } : {}) });
    try {
      const server = await serveIssuer(issuer, { port, host: args.host });
      try {
        const stop = waitForSignal();
        // Only once the port is ours: a key made by a start that fails would never be seen by anybody.
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
      'What to configure: checkout-perks-issuer show. Another key: checkout-perks-issuer keys new.',
      'Another merchant: checkout-perks-issuer merchant --login NAME --balance SUM. All with the same --database.',
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
