// The built shop with more patience than shoppers would have: a busy machine is no reason to answer without a provider.
import { runShop } from '../../dist/run-shop.js';

const LONGEST = 60_000;

await runShop({ providerTimeout: LONGEST, waits: { quoteWithin: LONGEST, timing: { wait: LONGEST } } });
