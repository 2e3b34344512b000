import { LEGS } from './legs.mjs';
import { prepareTests } from './prepare-tests.mjs';
import { runLegs } from './run-legs.mjs';
import { runOneFile } from './run-one-file.mjs';
import { printSummary, runStages } from './run-stages.mjs';
import { STAGES } from './stages.mjs';

/**
 * `npm test`: every check in order. With a file: that file alone, and with `-t` the tests of that name alone.
 *
 * @param {string[]} args A test file and options, or none
 * @returns {Promise<number>} The exit code
 */
export async function test(args) {
  const { env, seed, install } = await prepareTests();
  if (args.length > 0) return runOneFile(args, env);
  const { rows, interrupted } = await runStages(STAGES, env);
  return interrupted ? 130 : printSummary([install, ...rows], seed);
}

/**
 * `npm run test:all`: `npm test`, then every further leg.
 *
 * @returns {Promise<number>} The exit code
 */
export async function testAll() {
  const { env, seed, install } = await prepareTests();
  const { rows, interrupted } = await runStages([...STAGES, ...LEGS], env);
  return interrupted ? 130 : printSummary([install, ...rows], seed);
}

/**
 * `npm run test:legs`: the further legs alone; all, or those that are named. With `--resume` those that have passed on
 * this very tree are left out.
 *
 * @param {string[]} args Names of legs, `--resume`, or `--list`
 * @returns {Promise<number>} The exit code
 */
export async function testLegs(args) {
  if (args.includes('--list')) {
    console.log(LEGS.map(({ name, what }) => `${name.padEnd(12)}${what}`).join('\n'));
    return 0;
  }
  const { env, seed, install } = await prepareTests();
  const { rows, interrupted } = await runLegs(args, env);
  return interrupted ? 130 : printSummary([install, ...rows], seed);
}
