// Runs every benchmark, or those whose names are given: `pnpm bench`, `pnpm bench script-tag`.
// A figure means little by itself on a shared machine: read the ratios, which compare things measured in the same run.
import { benchmarkActivations } from './activations.mjs';
import { benchmarkDatabases } from './databases.mjs';
import { benchmarkIdentify } from './identify.mjs';
import { benchmarkLookups } from './lookups.mjs';
import { benchmarkOrders } from './orders.mjs';
import { benchmarkOrdersOverHttp } from './orders-over-http.mjs';
import { benchmarkPricing } from './pricing.mjs';
import { benchmarkPromoIndex } from './promo-index.mjs';
import { benchmarkQuotes } from './quotes.mjs';
import { benchmarkRecovery } from './recovery.mjs';
import { benchmarkScriptTag } from './script-tag.mjs';

const BENCHMARKS = {
  'script-tag': benchmarkScriptTag,
  activations: benchmarkActivations,
  databases: benchmarkDatabases,
  lookups: benchmarkLookups,
  quotes: benchmarkQuotes,
  'promo-index': benchmarkPromoIndex,
  identify: benchmarkIdentify,
  pricing: benchmarkPricing,
  orders: benchmarkOrders,
  'orders-over-http': benchmarkOrdersOverHttp,
  recovery: benchmarkRecovery,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(1);
}

for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n## ${name}\n`);
  await benchmark();
}
