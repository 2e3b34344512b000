import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TOOLS } from '../bootstrap/paths.mjs';
import { Trouble } from '../bootstrap/trouble.mjs';
import { conditionOf } from './hunt/conditions.mjs';
import { countByFile, printCounts } from './hunt/count-by-file.mjs';
import { listWork } from './hunt/list-work.mjs';
import { runWork } from './hunt/run-work.mjs';
import { prepareTests } from './prepare-tests.mjs';

const STATE = join(TOOLS, 'hunt.json');
const OPTIONS = {
  times: { type: 'string', default: '20' },
  'browser-times': { type: 'string', default: '10' },
  only: { type: 'string', multiple: true, default: [] },
  shard: { type: 'string', default: '1/1' },
  minutes: { type: 'string', default: '600' },
  fresh: { type: 'boolean', default: false },
  summary: { type: 'boolean', default: false },
};

/**
 * `npm run hunt`: looks for tests that fail by chance. Every suite is run many times, its files in random order, each time
 * with another seed, time zone, language, temporary folder and set of fonts, and every second time beside processes that
 * keep all cores busy. What is done is kept, so that the next call goes on where this one ended.
 *
 * - `--times 20`, `--browser-times 10`: how often; `--only packages/core`: which packages, may be repeated
 * - `--shard 1/4`: a part of the work; `--minutes 30`: begins nothing new after this time
 * - `--fresh`: forgets what was done; `--summary`: only counts what was done
 *
 * @param {string[]} args
 * @returns {Promise<number>} The exit code: 1 when a test ever failed or a runner broke down
 */
export async function hunt(args) {
  const options = optionsFrom(args);
  if (options.fresh) rmSync(STATE, { force: true });
  const done = existsSync(STATE) ? JSON.parse(readFileSync(STATE, 'utf8')) : [];
  if (!options.summary) {
    const { env } = await prepareTests();
    const until = performance.now() + options.minutes * 60_000;
    for (const work of listWork(options).filter(({ id }) => !done.some((one) => one.id === id))) {
      if (performance.now() > until) break;
      const condition = conditionOf(work.round);
      console.log(`\n==> ${work.id}: ${condition.name}`);
      const result = await runWork(work, condition, env);
      if (result.signal) return 130;
      done.push({ id: work.id, condition: condition.name, busy: condition.busy, ...result });
      mkdirSync(TOOLS, { recursive: true });
      writeFileSync(STATE, JSON.stringify(done));
    }
  }
  return printCounts(countByFile(done), done);
}

function optionsFrom(args) {
  try {
    const { values } = parseArgs({ args, options: OPTIONS });
    const [part, parts] = values.shard.split('/').map(Number);
    const [times, browserTimes, minutes] = [values.times, values['browser-times'], values.minutes].map(Number);
    if (![part, parts, times, browserTimes].every(Number.isInteger) || part < 1 || part > parts || !(minutes > 0))
      throw new Error('--shard takes 1/4, --times and --browser-times a whole number, --minutes a number.');
    return { ...values, part, parts, times, browserTimes, minutes };
  } catch (error) {
    throw new Trouble(error.message);
  }
}
