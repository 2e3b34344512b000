import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOOLS } from '../bootstrap/paths.mjs';
import { Trouble } from '../bootstrap/trouble.mjs';
import { LEGS } from './legs.mjs';
import { runStages } from './run-stages.mjs';
import { treeFingerprint } from './tree-fingerprint.mjs';

const STATE = join(TOOLS, 'legs.json');

/**
 * Runs legs, and remembers which of them passed on which tree.
 *
 * @param {string[]} args Names of legs, all when there are none; `--resume` leaves out those that have passed on this tree
 * @param {Record<string, string>} env
 * @throws {Trouble} For a name that is no leg's
 */
export async function runLegs(args, env) {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !LEGS.some((leg) => leg.name === name));
  if (unknown.length > 0)
    throw new Trouble(`There is no leg ${unknown.join(', ')}. There are: ${LEGS.map(({ name }) => name).join(', ')}.`);
  const tree = treeFingerprint();
  const passed = args.includes('--resume') ? passedOn(tree) : [];
  const wanted = LEGS.filter(({ name }) => names.length === 0 || names.includes(name));
  const stages = wanted.map((leg) =>
    passed.includes(leg.name) ? { ...leg, run: async () => ({ skipped: 'it has passed on this tree' }) } : leg,
  );
  return runStages(stages, env, ({ name, ok }) => {
    if (ok && tree) remember(tree, name);
  });
}

function passedOn(tree) {
  const state = existsSync(STATE) ? JSON.parse(readFileSync(STATE, 'utf8')) : {};
  return tree !== undefined && state.tree === tree ? state.passed : [];
}

function remember(tree, name) {
  const passed = [...new Set([...passedOn(tree), name])];
  mkdirSync(TOOLS, { recursive: true });
  writeFileSync(STATE, JSON.stringify({ tree, passed }));
}
