import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, TOOLS } from '../../bootstrap/paths.mjs';
import { runProcess } from '../../bootstrap/run-process.mjs';
import { runTurbo } from '../../bootstrap/run-turbo.mjs';
import { judgeStage } from '../judge-stage.mjs';
import { readReports } from '../read-reports.mjs';
import { vitestArgs, withChromium } from '../stages.mjs';

/** Ends by itself when whoever started it is gone. */
const SPIN =
  "process.stdin.on('end', () => process.exit()).resume(); (function spin() { const end = Date.now() + 200; while (Date.now() < end); setImmediate(spin); })();";

/**
 * Runs one suite once.
 *
 * @param {import('./list-work.mjs').Work} work
 * @param {ReturnType<typeof import('./conditions.mjs').conditionOf>} condition
 * @param {Record<string, string>} env
 * @returns {Promise<{seed: string, seconds: number, files: object[], problem?: string, signal?: string}>} `files` as in a
 *   report, with their failures
 */
export async function runWork({ folder, name, task }, condition, env) {
  const seed = String(randomInt(2 ** 31));
  const reports = mkdtempSync(join(tmpdir(), 'checkout-perks-reports-'));
  const own = { ...env, ...condition.env, TEST_SEED: seed, TEST_REPORTS: reports };
  const withBrowser = task === 'test' ? own : await withChromium(own);
  // Unit tests read built files, too: what a package publishes.
  await runTurbo(['build', '--output-logs=errors-only', `--filter=${name}...`], { env });
  const shuffled = ['--sequence.shuffle.files', `--sequence.seed=${seed}`];
  const args = task === 'test:browser' ? [] : vitestArgs(shuffled);
  const pnpm = join(TOOLS, 'pnpm/node_modules/pnpm/bin/pnpm.cjs');
  const command = [pnpm, '--silent', '--dir', join(ROOT, folder), 'run', task, ...args];
  const umask = process.umask(condition.umask);
  const load = condition.busy ? keepBusy() : [];
  const started = performance.now();
  try {
    const { code, output, signal } = await runProcess(process.execPath, command, { env: withBrowser, cwd: ROOT });
    const seconds = (performance.now() - started) / 1000;
    const read = readReports(reports);
    const { failures, problem } = judgeStage({ code, from: [folder] }, read);
    const bad = failures.length > 0 || problem !== undefined;
    console.log(`${bad ? `FAILED (${failures.length})` : 'passed'} after ${seconds.toFixed(0)} s, TEST_SEED=${seed}`);
    for (const { file, project = '', name, message } of failures)
      console.log(`  ${file} ${project}: ${name}\n    ${message.slice(0, 400)}`);
    if (problem) console.log(`${problem}\n${output.slice(-3000)}`);
    return { seed, seconds, files: read.flatMap((report) => report.files), problem, signal };
  } finally {
    for (const child of load) child.kill();
    process.umask(umask);
    rmSync(reports, { recursive: true, force: true });
  }
}

function keepBusy() {
  const spinning = () => spawn(process.execPath, ['-e', SPIN], { stdio: ['pipe', 'ignore', 'ignore'] });
  return Array.from({ length: availableParallelism() }, spinning);
}
