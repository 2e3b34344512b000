import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * What one run of a test runner found. Every runner's reporter writes this shape, so that nothing has to be read out of
 * printed text.
 *
 * @typedef {object} Report
 * @property {string} runner `vitest`, `web-test-runner` or `node`
 * @property {string} folder The package's folder from the root, with `/`
 * @property {FileReport[]} files
 *
 * @typedef {object} FileReport
 * @property {string} file From the root, with `/`; empty for what belongs to no file
 * @property {string} [project] Where one file runs more than once: `sqlite`, `postgres`, a browser
 * @property {number} seconds
 * @property {number} passed
 * @property {number} skipped
 * @property {Failure[]} failures
 *
 * @typedef {object} Failure
 * @property {string} name The test's full name; empty when the file itself failed
 * @property {string} message
 */

/**
 * Writes a report into the folder that `TEST_REPORTS` names; without it, does nothing.
 *
 * @param {string} runner
 * @param {string} folder The folder that the runner worked in
 * @param {FileReport[]} files With absolute paths
 */
export function writeReport(runner, folder, files) {
  const target = process.env.TEST_REPORTS;
  if (!target) return;
  mkdirSync(target, { recursive: true });
  const report = {
    runner,
    folder: fromRoot(folder),
    files: files.map((one) => ({ ...one, file: fromRoot(one.file) })),
  };
  writeFileSync(join(target, `${runner}-${process.pid}-${Date.now()}.json`), JSON.stringify(report));
}

function fromRoot(path) {
  return path === '' ? '' : relative(ROOT, path).replaceAll('\\', '/');
}
