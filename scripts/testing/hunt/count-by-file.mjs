/**
 * @typedef {object} Count
 * @property {string} file With its project, where it has one
 * @property {number} runs
 * @property {number} busy How many of them were beside a load
 * @property {number} seconds Of all runs
 * @property {Map<string, string[]>} failures Seeds of the runs in which a test failed, by the test's name
 */

/**
 * Adds up how often each test file was run, and which of its tests failed.
 *
 * @param {{busy: boolean, seed: string, files: import('../reporters/report-folder.mjs').FileReport[]}[]} done
 * @returns {Count[]} The most failures first
 */
export function countByFile(done) {
  const counts = new Map();
  for (const { busy, seed, files } of done) {
    for (const { file, project, seconds, failures } of files) {
      const key = project ? `${file} (${project})` : file;
      const count = counts.get(key) ?? { file: key, runs: 0, busy: 0, seconds: 0, failures: new Map() };
      counts.set(key, count);
      count.runs += 1;
      count.busy += busy ? 1 : 0;
      count.seconds += seconds;
      for (const { name } of failures) count.failures.set(name, [...(count.failures.get(name) ?? []), seed]);
    }
  }
  return [...counts.values()].sort((a, b) => b.failures.size - a.failures.size || a.file.localeCompare(b.file));
}

/**
 * Prints what a hunt has found.
 *
 * @param {Count[]} counts
 * @param {{id: string, seed: string, problem?: string}[]} done A runner that broke down in one of these failed no test, and
 *   is told of by itself
 * @returns {number} The exit code
 */
export function printCounts(counts, done) {
  const broken = done.filter(({ problem }) => problem);
  for (const { id, seed, problem } of broken) console.log(`\n${id}: ${problem} (TEST_SEED=${seed})`);
  const failed = counts.filter(({ failures }) => failures.size > 0);
  for (const { file, runs, failures } of failed) {
    console.log(`\n${file}`);
    for (const [name, seeds] of failures)
      console.log(
        `  ${seeds.length} of ${runs}: ${name || 'the file itself'} (TEST_SEED=${seeds.slice(0, 3).join(', ')})`,
      );
  }
  const [fewest, most] = [Math.min(...counts.map(({ runs }) => runs)), Math.max(...counts.map(({ runs }) => runs))];
  const sum = (of) => counts.reduce((total, count) => total + of(count), 0);
  console.log(
    `\n${counts.length} test files, run ${counts.length > 0 ? `${fewest} to ${most}` : 'no'} times each, ` +
      `${sum(({ runs }) => runs)} runs, ${sum(({ busy }) => busy)} of them beside a load; ` +
      `${failed.length} files failed, ${broken.length} runners broke down.`,
  );
  return failed.length + broken.length === 0 ? 0 : 1;
}
