#!/usr/bin/env node
/**
 * One command from a bare checkout; `commands.mjs` lists them.
 *
 * Needs Node and npm, nothing else. This file stays readable for old Node versions, so that they meet a sentence and
 * not a syntax error; everything newer is behind the dynamic import.
 */
import { readFileSync } from 'node:fs';

const engines = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node;
const needed = engines.match(/\d+/g).map(Number);
const running = process.versions.node.split('.').map(Number);
const isOlder = running[0] < needed[0] || (running[0] === needed[0] && running[1] < needed[1]);

if (isOlder) {
  console.error(
    `Checkout Perks needs Node ${engines}, and this is Node ${process.versions.node}: install a newer Node and run the command again.`,
  );
  process.exitCode = 1;
} else {
  import('./commands.mjs').then(({ main }) => main(process.argv.slice(2)));
}
