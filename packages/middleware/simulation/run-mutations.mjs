import { join } from 'node:path';
import { bundleSimulation } from './bundle-simulation.mjs';
import { MUTATIONS } from './mutations.mjs';
import { runHistories } from './run-histories.mjs';

const MOST = 4000;

/**
 * Takes each safeguard out of the order code, one at a time, and expects that the simulation notices.
 *
 * @returns {Promise<number>} The exit code
 */
export async function runMutations({ folder, jobs }) {
  let unseen = 0;
  for (const { name, patches } of MUTATIONS) {
    const bundle = join(folder, `mutation-${process.pid}.mjs`);
    await bundleSimulation({ file: bundle, patches });
    const { broken } = await runHistories({ bundle, from: 1, count: MOST, jobs, untilBroken: true });
    const [first] = broken;
    if (first) console.log(`${name}: seed ${first.seed}, ${first.rules[0]}`);
    else {
      unseen += 1;
      console.log(`${name}: NOT NOTICED in ${MOST} histories`);
    }
  }
  return unseen === 0 ? 0 : 1;
}
