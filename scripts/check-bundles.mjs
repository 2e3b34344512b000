#!/usr/bin/env node
/** Checks what `<script type="module">` loads, after a build. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap/paths.mjs';
import { checkBundle } from './bundles/check-bundle.mjs';

const BUNDLE = 'packages/widget/dist/cdn.js';
// Twice what Lit with one small form weighs.
const LIMIT = 12_400;

if (existsSync(join(ROOT, BUNDLE))) {
  const { faults, gzip } = checkBundle(readFileSync(join(ROOT, BUNDLE), 'utf8'), { limit: LIMIT });
  for (const fault of faults) console.error(`${BUNDLE} ${fault}`);
  console.log(`${BUNDLE}: ${gzip} bytes after gzip, limit ${LIMIT}.`);
  if (faults.length > 0) process.exitCode = 1;
} else {
  console.error(`There is no ${BUNDLE}: build first.`);
  process.exitCode = 1;
}
