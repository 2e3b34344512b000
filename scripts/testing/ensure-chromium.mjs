import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../bootstrap/paths.mjs';
import { runProcess } from '../bootstrap/run-process.mjs';
import { Trouble } from '../bootstrap/trouble.mjs';
import { findChromium } from './find-chromium.mjs';
import { installWithApt } from './install-with-apt.mjs';

/**
 * Finds Chromium, or installs it: with apt-get as root, with Playwright otherwise.
 *
 * @param {Record<string, string>} env
 * @returns {Promise<string>} The path of the program
 * @throws {Trouble} When there is none and none can be installed
 */
export async function ensureChromium(env) {
  if (env.CHROME_PATH) {
    if (existsSync(env.CHROME_PATH)) return env.CHROME_PATH;
    throw new Trouble('CHROME_PATH names no file: point it at a Chromium or Chrome program, or unset it.');
  }
  const found = findChromium(env);
  if (found) return found;

  for (const install of [(all) => installWithApt('chromium', all), installWithPlaywright]) {
    const output = await install(env);
    const installed = findChromium(env);
    if (installed) return installed;
    if (output) console.error(output.trim().split('\n').slice(-10).join('\n'));
  }
  throw new Trouble(
    'The tests need Chromium, and it could neither be found nor installed: install Chromium or Chrome, or set CHROME_PATH to one, and run the command again.',
  );
}

async function installWithPlaywright(env) {
  console.log('Installing Chromium with Playwright (first run only)...');
  const cli = join(ROOT, 'apps/demo-shop/node_modules/playwright-core/cli.js');
  const { output } = await runProcess(process.execPath, [cli, 'install', 'chromium'], { env, cwd: ROOT });
  return output;
}
