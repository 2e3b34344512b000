import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const IN_PLAYWRIGHT = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
];

/**
 * Finds a Chromium that really starts: on Ubuntu `chromium-browser` may be a stub that only names a package.
 *
 * @param {NodeJS.ProcessEnv} env Where PATH and the folders are read from
 * @returns {string | undefined} The path of the program
 */
export function findChromium(env) {
  return candidates(env).find((path) => existsSync(path) && answersItsVersion(path));
}

function candidates(env) {
  const path = Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH')?.[1] ?? '';
  const onPath = path.split(delimiter).filter(Boolean);
  const programs = NAMES.flatMap((name) => onPath.map((folder) => join(folder, name)));
  if (process.platform === 'darwin') {
    for (const app of ['Google Chrome', 'Chromium']) programs.push(`/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (process.platform === 'win32') {
    for (const folder of [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean))
      programs.push(join(folder, 'Google/Chrome/Application/chrome.exe'));
  }
  return [...programs, ...playwrightBrowsers(env)];
}

function playwrightBrowsers(env) {
  const home = homedir();
  const caches = {
    darwin: join(home, 'Library/Caches/ms-playwright'),
    win32: join(env.LOCALAPPDATA ?? home, 'ms-playwright'),
  };
  const cache = env.PLAYWRIGHT_BROWSERS_PATH || (caches[process.platform] ?? join(home, '.cache/ms-playwright'));
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => IN_PLAYWRIGHT.map((inside) => join(cache, name, inside)));
}

function answersItsVersion(path) {
  // On Windows the question opens a window instead.
  if (process.platform === 'win32') return true;
  try {
    return /\d+\.\d+/.test(execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000, stdio: 'pipe' }));
  } catch {
    return false;
  }
}
