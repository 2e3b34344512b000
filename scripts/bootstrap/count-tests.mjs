// biome-ignore lint/suspicious/noControlCharactersInRegex: colours and cursor moves are control characters
const ESCAPES = /\u001b\[[0-9;]*[A-Za-z]/g;
// Turbo puts `package:task: ` before each line of a task.
const PREFIX = /^((?:@[\w.-]+\/)?[\w.-]+):[\w:.-]+:\s/;
const VITEST = /^\s*Tests\s+(.*\d+ (?:passed|failed|skipped|todo).*)\(\d+\)\s*$/;
const WEB_TEST_RUNNER = /(\S+):\s*\|[^|]*\|\s*(\d+)\/(\d+) test files \|(.*)$/;
const NODE_TEST = /^\s*(?:ℹ|#) (pass|fail|skipped|todo) (\d+)\s*$/;
const NODE_WORDS = { pass: 'passed', fail: 'failed', skipped: 'skipped', todo: 'skipped' };

/**
 * Adds up the tests that vitest, web-test-runner and Node's runner say they ran.
 *
 * @param {string} output Everything that they printed, with or without turbo's prefixes
 * @returns {{passed: number, failed: number, skipped: number, reporters: string[]}} `reporters` names the packages that
 *   ran at least one test, by turbo's prefix
 */
export function countTests(output) {
  const tallies = new Map();
  for (const line of output.replace(ESCAPES, '').split(/\r?\n/)) {
    const reporter = PREFIX.exec(line)?.[1] ?? '';
    const text = line.replace(PREFIX, '');
    const vitest = VITEST.exec(text);
    if (vitest) add(tallies, reporter, `vitest ${tallies.size}`, words(vitest[1]));
    // Web Test Runner repeats its line as it goes on: the last one of each browser is the result.
    const browser = WEB_TEST_RUNNER.exec(text);
    if (browser) add(tallies, reporter, `browser ${browser[1]}`, words(browser[4]));
    const node = NODE_TEST.exec(text);
    if (node) add(tallies, reporter, `node ${node[1]}`, { [NODE_WORDS[node[1]]]: Number(node[2]) });
  }
  return total([...tallies.values()]);
}

function add(tallies, reporter, key, counts) {
  tallies.set(`${reporter} ${key}`, { reporter, passed: 0, failed: 0, skipped: 0, ...counts });
}

function words(text) {
  const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(text)?.[1] ?? 0);
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') + count('todo') };
}

function total(tallies) {
  const sum = (key) => tallies.reduce((result, tally) => result + tally[key], 0);
  const ran = tallies.filter((tally) => tally.passed + tally.failed > 0);
  const reporters = [...new Set(ran.map((tally) => tally.reporter))];
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), reporters };
}
