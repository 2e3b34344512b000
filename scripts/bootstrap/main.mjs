import { bench } from './bench.mjs';
import { simulate } from './simulate.mjs';
import { start } from './start.mjs';
import { test } from './test.mjs';
import { Trouble } from './trouble.mjs';

const COMMANDS = { start, test, bench, simulate };

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
