#!/usr/bin/env node
/** Checks what `<script type="module">` loads, after a build: at once, and later. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap/paths.mjs';
import { checkBundle } from './bundles/check-bundle.mjs';

const FOLDER = 'packages/widget/dist';
const FIRST = 'cdn.js';
/** One for each built-in language; a page loads one of them, once its shopper has typed something. */
const LATER = ['cdn-en.js', 'cdn-ru.js'];
// Twice what Lit with one small form weighs.
const FIRST_LIMIT = 12_400;
const LATER_LIMIT = 4000;

if (existsSync(join(ROOT, FOLDER, FIRST))) {
  const found = readdirSync(join(ROOT, FOLDER)).filter((name) => /^cdn.*\.js$/.test(name));
  for (const name of [FIRST, ...LATER]) if (!found.includes(name)) fail(name, 'is missing');
  for (const name of found) {
    const limit = name === FIRST ? FIRST_LIMIT : LATER_LIMIT;
    if (name !== FIRST && !LATER.includes(name)) fail(name, 'is one file more than is meant');
    const options = name === FIRST ? { limit, later: LATER } : { limit, registers: false };
    const { faults, gzip } = checkBundle(readFileSync(join(ROOT, FOLDER, name), 'utf8'), options);
    for (const fault of faults) fail(name, fault);
    console.log(`${FOLDER}/${name}: ${gzip} bytes after gzip, limit ${limit}.`);
  }
} else {
  fail(FIRST, 'is missing: build first');
}

function fail(name, fault) {
  console.error(`${FOLDER}/${name} ${fault}`);
  process.exitCode = 1;
}
