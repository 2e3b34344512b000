import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Trouble } from '../bootstrap/trouble.mjs';
import { installWithApt } from './install-with-apt.mjs';

const NAMES = ['firefox-esr', 'firefox'];
const PACKAGE = 'firefox-esr';
const ON_MAC = '/Applications/Firefox.app/Contents/MacOS/firefox';

/**
 * Finds Firefox, or installs it with apt-get as root.
 *
 * @param {Record<string, string>} env
 * @returns {Promise<string | undefined>} The path of the program; nothing when there is none
 * @throws {Trouble} When `FIREFOX_PATH` names no file
 */
export async function ensureFirefox(env) {
  if (env.FIREFOX_PATH) {
    if (existsSync(env.FIREFOX_PATH)) return env.FIREFOX_PATH;
    throw new Trouble('FIREFOX_PATH names no file: point it at a Firefox program, or unset it.');
  }
  const found = findFirefox(env);
  if (found) return found;
  const output = await installWithApt(PACKAGE, env);
  const installed = findFirefox(env);
  if (!installed && output) console.error(output.trim().split('\n').slice(-10).join('\n'));
  return installed;
}

function findFirefox(env) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ON_MAC].find((path) =>
    existsSync(path),
  );
}
