// The built shop with long time limits, so that a busy machine does not make it answer without a provider.
import { runShop } from '../../dist/run-shop.js';

const LONGEST = 60_000;

await runShop({ providerTimeout: LONGEST, waits: { quoteWithin: LONGEST, timing: { wait: LONGEST } } });
