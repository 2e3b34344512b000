import { fork } from 'node:child_process';
import { once } from 'node:events';

const CHUNK = 100;
/** A broken rule is heard of soon. */
const SMALL_CHUNK = 20;

/**
 * Runs histories of consecutive seeds on several processes.
 *
 * @param {object} options
 * @param {string} options.bundle
 * @param {number} options.from The first seed
 * @param {number} options.count
 * @param {number} options.jobs How many processes
 * @param {boolean} [options.untilBroken] Whether to stop soon after the first broken rule
 * @param {(done: number) => void} [options.progress]
 * @returns {Promise<{figures: Record<string, Record<string, number>>, broken: {seed: number, rules: string[]}[]}>}
 */
export async function runHistories({ bundle, from, count, jobs, untilBroken = false, progress = () => {} }) {
  const figures = {};
  const broken = [];
  let next = from;
  let done = 0;

  async function work() {
    const child = fork(bundle, []);
    const gone = once(child, 'exit').then(([code]) => ({ gone: code }));
    await Promise.race([once(child, 'message'), gone]);
    while (next < from + count && !(untilBroken && broken.length > 0)) {
      const range = { from: next, count: Math.min(untilBroken ? SMALL_CHUNK : CHUNK, from + count - next) };
      next += range.count;
      child.send(range);
      const [answer] = await Promise.race([once(child, 'message'), gone.then(() => [undefined])]);
      if (!answer) throw new Error(`The process of seeds ${range.from} to ${range.from + range.count - 1} ended`);
      add(figures, answer.figures);
      broken.push(...answer.broken);
      done += range.count;
      progress(done);
    }
    child.disconnect();
    await gone;
  }
  await Promise.all(Array.from({ length: jobs }, work));
  return { figures, broken: broken.sort((one, other) => one.seed - other.seed) };
}

function add(figures, others) {
  for (const [group, names] of Object.entries(others)) {
    figures[group] ??= {};
    for (const [name, times] of Object.entries(names)) figures[group][name] = (figures[group][name] ?? 0) + times;
  }
}
