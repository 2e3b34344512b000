import { readConfig } from './read-config.ts';
import type { ShopLog } from './shop-log.ts';
import { type ShopSurroundings, startShop } from './start-shop.ts';

const log: ShopLog = (event) => console.error(JSON.stringify({ level: 'warn', ...event }));

/** Opens the shop that the environment configures, prints its address, and closes it on SIGINT or SIGTERM. */
export async function runShop(surroundings: Omit<ShopSurroundings, 'log'> = {}): Promise<void> {
  try {
    const config = readConfig(process.env);
    const shop = await startShop(config, { ...surroundings, log });

    console.log(
      [
        '',
        `  Shop       ${shop.url}`,
        `  Providers  ${shop.providers.gift.baseUrl}`,
        `  Data       ${config.dataDir}`,
        '',
        '  Ctrl+C closes the shop.',
        '',
      ].join('\n'),
    );

    let closing = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        // A second signal ends the process at once.
        if (closing) process.exit(1);
        closing = true;
        shop.close().then(
          () => process.exit(0),
          () => process.exit(1),
        );
      });
    }
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exitCode = 1;
  }
}
