import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Trouble } from '../bootstrap/trouble.mjs';
import { describeFailure } from './describe-failure.mjs';
import { judgeStage } from './judge-stage.mjs';
import { readReports } from './read-reports.mjs';

/** How many of its last lines a check that failed is told with. */
const LINES = 12;

/**
 * How a stage went.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {number} seconds
 * @property {boolean} ok
 * @property {number} passed
 * @property {number} skipped
 * @property {object[]} failures
 * @property {string} [problem] Why it failed, where no test did
 * @property {string} [note] Why it did not run
 */

/**
 * Runs stages one after another. A failed stage does not end the run: the next may find something else.
 *
 * @param {import('./stages.mjs').Stage[]} stages
 * @param {Record<string, string>} env
 * @param {(row: Row) => void} [onEnd] Told of each stage as it ends
 * @returns {Promise<{rows: Row[], interrupted: boolean}>} `interrupted` when the person at the keyboard ended it
 */
export async function runStages(stages, env, onEnd = () => {}) {
  const rows = [];
  for (const { name, run } of stages) {
    console.log(`\n==> ${name}`);
    const started = performance.now();
    const reports = mkdtempSync(join(tmpdir(), 'checkout-perks-reports-'));
    try {
      const result = await run({ ...env, TEST_REPORTS: reports }).catch(asProblem);
      if (result.signal) return { rows, interrupted: true };
      const row = { name, seconds: (performance.now() - started) / 1000, ...verdict(result, reports) };
      if (row.note) console.log(`Skipped: ${row.note}.`);
      if (!row.ok) console.log(`\n==> FAILED: ${name}. ${row.problem ?? `${row.failures.length} tests.`}`);
      rows.push(row);
      onEnd(row);
    } finally {
      rmSync(reports, { recursive: true, force: true });
    }
  }
  return { rows, interrupted: false };
}

/**
 * Prints how a run went: a line for each stage, then each failure with the command that repeats it.
 *
 * @param {Row[]} rows
 * @param {string} seed The seed of the run's random choices
 * @returns {number} The exit code
 */
export function printSummary(rows, seed) {
  console.log(`\n${rows.map(rowText).join('\n')}`);
  const failed = rows.filter(({ ok }) => !ok);
  for (const { name, failures, problem } of failed) {
    console.log(`\nFAILED: ${name}${problem ? `. ${problem}` : ''}`);
    for (const failure of failures) console.log(`\n${describeFailure(failure, seed)}`);
  }
  const sum = (count) => rows.reduce((total, row) => total + count(row), 0);
  const failures = sum(({ ok, failures }) => (ok ? 0 : Math.max(failures.length, 1)));
  console.log(`\n${sum(({ passed }) => passed)} passed, ${failures} failed (TEST_SEED=${seed})`);
  return failures === 0 ? 0 : 1;
}

function asProblem(thrown) {
  // Also our own mistake must not keep the next stage from its turn.
  return { problem: thrown instanceof Trouble ? thrown.message : (thrown?.stack ?? String(thrown)) };
}

function verdict(result, folder) {
  const nothing = { passed: 0, skipped: 0, failures: [] };
  if (result.skipped) return { ok: true, note: result.skipped, ...nothing };
  if (result.problem) return { ok: false, problem: result.problem, ...nothing };
  const judged = judgeStage(result, readReports(folder));
  return judged.problem ? { ...judged, problem: `${judged.problem}${lastLines(result.output)}` } : judged;
}

function lastLines(output = '') {
  const lines = output.trimEnd().split('\n').slice(-LINES);
  return lines.map((line) => `\n    ${line}`).join('');
}

function rowText({ name, seconds, ok, passed, skipped, failures, note }) {
  const tests = passed > 0 ? `${passed} passed` : '';
  const left = skipped > 0 ? `${skipped} skipped` : '';
  const bad = ok ? '' : `FAILED${failures.length > 0 ? ` (${failures.length})` : ''}`;
  const text = [bad, tests, left, note ? `skipped: ${note}` : ''].filter(Boolean).join(', ');
  return `${name.padEnd(24)}${seconds.toFixed(1).padStart(7)} s  ${text}`.trimEnd();
}
