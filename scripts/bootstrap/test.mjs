import { ensureChromium } from './ensure-chromium.mjs';
import { judgeStage } from './judge-stage.mjs';
import { prepare } from './prepare.mjs';
import { STAGES } from './test-stages.mjs';

/**
 * Runs every check in order, stops at the first that fails, and closes with the number of tests.
 *
 * @returns {Promise<number>} The exit code
 */
export async function test() {
  const rows = [];
  const total = { passed: 0, failed: 0 };
  let started = performance.now();
  const { tools } = await prepare();
  // Turbo asks for colours on behalf of its tasks, also where they end up in a file.
  const colours = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  const env = { ...tools, ...colours, CHROME_PATH: await ensureChromium(tools) };
  rows.push({ name: 'install', seconds: secondsSince(started) });

  for (const { name, run } of STAGES) {
    console.log(`\n==> ${name}`);
    started = performance.now();
    const result = await run(env);
    if (result.signal) return 130;
    const seconds = secondsSince(started);
    if (result.skipped) {
      console.log(`Skipped: ${result.skipped}.`);
      rows.push({ name, seconds, note: `skipped: ${result.skipped}` });
      continue;
    }
    const verdict = judgeStage(result);
    total.passed += verdict.passed;
    total.failed += verdict.failed;
    rows.push({ name, seconds, note: noteOf(verdict) });
    if (!verdict.ok) {
      console.log(`\n==> FAILED: ${name}${verdict.problem ? `. ${verdict.problem}` : ''}`);
      break;
    }
  }
  console.log(`\n${rows.map(rowText).join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

const secondsSince = (started) => (performance.now() - started) / 1000;

function noteOf({ ok, passed, failed, skipped }) {
  const tests = passed + skipped > 0 ? `${passed} passed${skipped > 0 ? `, ${skipped} skipped` : ''}` : '';
  return [ok ? '' : `FAILED (${failed})`, tests].filter(Boolean).join(', ');
}

function rowText({ name, seconds, note = '' }) {
  return `${name.padEnd(24)}${seconds.toFixed(1).padStart(7)} s  ${note}`.trimEnd();
}
