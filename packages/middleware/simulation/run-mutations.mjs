import { join } from 'node:path';
import { bundleSimulation } from './bundle-simulation.mjs';
import { MUTATIONS } from './mutations.mjs';
import { runHistories } from './run-histories.mjs';

/** Where the seed that once noticed it does so no longer, this many others are tried. */
const MOST = 5000;

/**
 * Takes each safeguard out of the order code, one at a time, and expects that the simulation notices.
 *
 * @returns {Promise<number>} The exit code
 */
export async function runMutations({ folder, jobs }) {
  let unseen = 0;
  for (const { name, seed, patches } of MUTATIONS) {
    const bundle = join(folder, `mutation-${process.pid}.mjs`);
    await bundleSimulation({ file: bundle, patches });
    const known = await runHistories({ bundle, from: seed, count: 1, jobs: 1 });
    const search = () => runHistories({ bundle, from: 1, count: MOST, jobs, untilBroken: true });
    const [first] = known.broken.length > 0 ? known.broken : (await search()).broken;
    if (first) console.log(`${name}: seed ${first.seed}, ${first.rules[0].split('\n')[0]}`);
    else {
      unseen += 1;
      console.log(`${name}: NOT NOTICED in ${MOST} histories`);
    }
  }
  return unseen === 0 ? 0 : 1;
}
