#!/usr/bin/env node
/** Checks the tests for habits that let one fail by chance: see `habits/find-chances.mjs`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap/paths.mjs';
import { workspacePackages } from './bootstrap/workspace-packages.mjs';
import { findChances } from './habits/find-chances.mjs';

const IS_CODE = /\.(ts|mjs)$/;
/** Tests, and what tests share. */
const IS_TEST = /\.test\.(ts|mjs)$|^(test|e2e)\//;
/** The kit is where the right ways are made of the wrong ones; the rules' own tests name every fault. */
const EXEMPT = /^packages\/test-kit\/src\/|^scripts\/habits\/|\/(node_modules|dist|fixtures)\//;

const folders = ['scripts', ...workspacePackages(ROOT).map(({ folder }) => folder)];
const files = folders.flatMap((folder) =>
  ['src', 'test', 'e2e', ...(folder === 'scripts' ? ['.'] : [])].flatMap((part) => testsIn(folder, part)),
);

let faults = 0;
for (const file of files) {
  for (const { line, rule, instead } of findChances(readFileSync(join(ROOT, file), 'utf8'))) {
    // The kit is TypeScript, which plain Node 20 does not run.
    if (rule === 'own-temporary-folder' && file.startsWith('scripts/')) continue;
    console.error(`${file}:${line}  ${rule}: ${instead}`);
    faults += 1;
  }
}
if (faults > 0) process.exitCode = 1;
else console.log(`${files.length} test files, none that hangs on chance.`);

function testsIn(folder, part) {
  let names = [];
  try {
    names = readdirSync(join(ROOT, folder, part), { recursive: true });
  } catch {
    return [];
  }
  return names
    .map((name) => join(part, name).replaceAll('\\', '/'))
    .filter((path) => IS_CODE.test(path) && IS_TEST.test(path))
    .map((path) => `${folder}/${path}`)
    .filter((path) => !EXEMPT.test(path));
}
