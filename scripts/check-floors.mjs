#!/usr/bin/env node
/**
 * Checks that every import keeps to the table in `floors/rooms.mjs`, and that `docs/architecture.md` shows that table.
 * With `--write` the table is printed into the page first.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap/paths.mjs';
import { checkHouse } from './floors/check-house.mjs';
import { printRooms } from './floors/print-rooms.mjs';
import { replaceBetweenMarkers } from './floors/replace-between-markers.mjs';
import { NEVER_TOGETHER, ROOMS } from './floors/rooms.mjs';

const PAGE = 'docs/architecture.md';

const faults = checkHouse(ROOT, { rooms: ROOMS, neverTogether: NEVER_TOGETHER }).map(
  ({ path, line, rule, message }) => `${path}:${line}  ${rule}: ${message}`,
);

const page = readFileSync(join(ROOT, PAGE), 'utf8');
const upToDate = replaceBetweenMarkers(page, 'floors', printRooms(ROOMS));
if (upToDate === undefined) faults.push(`${PAGE} has lost its markers floors:start and floors:end`);
else if (process.argv.includes('--write')) writeFileSync(join(ROOT, PAGE), upToDate);
else if (upToDate !== page) faults.push(`${PAGE} shows an old table: run node scripts/check-floors.mjs --write`);

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`${ROOMS.length} rooms, every import in its place.`);
