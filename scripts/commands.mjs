import { bench } from './bootstrap/bench.mjs';
import { changeset } from './bootstrap/changeset.mjs';
import { simulate } from './bootstrap/simulate.mjs';
import { sizes } from './bootstrap/sizes.mjs';
import { start } from './bootstrap/start.mjs';
import { Trouble } from './bootstrap/trouble.mjs';
import { check } from './testing/check.mjs';
import { hunt } from './testing/hunt.mjs';
import { pictures } from './testing/pictures.mjs';
import { test, testAll, testLegs } from './testing/test.mjs';

const COMMANDS = {
  start,
  test,
  'test:all': testAll,
  'test:legs': testLegs,
  check,
  hunt,
  bench,
  simulate,
  pictures,
  sizes,
  changeset,
};

/**
 * Runs one command and sets the exit code of the process.
 *
 * @param {string[]} argv The command's name and its own arguments
 */
export async function main([name, ...args]) {
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
  if (!command) {
    console.error(`Usage: node scripts/bootstrap.mjs ${Object.keys(COMMANDS).join(' | ')}`);
    process.exitCode = 1;
    return;
  }
  try {
    process.exitCode = await command(args);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
