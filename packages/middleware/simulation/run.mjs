#!/usr/bin/env node
/**
 * Simulates histories of orders: `pnpm simulate [--histories 2000] [--from seed] [--jobs n]`, one of them with
 * `--seed n`, the proof that the simulation sees what it should with `--mutations`, or real processes that are killed
 * under load, on SQLite and on PostgreSQL, with `--processes [--orders 1000] [--kills 50]`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleSimulation } from './bundle-simulation.mjs';
import { printFigures } from './print-figures.mjs';
import { runHistories } from './run-histories.mjs';
import { runMutations } from './run-mutations.mjs';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    histories: { type: 'string', default: '2000' },
    from: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string' },
    mutations: { type: 'boolean', default: false },
    processes: { type: 'boolean', default: false },
    orders: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '50' },
  },
});
const folder = fileURLToPath(new URL('../node_modules/.simulation', import.meta.url));
mkdirSync(folder, { recursive: true });
const bundle = join(folder, `simulation-${process.pid}.mjs`);
const jobs = Number(values.jobs);

if (values.processes) {
  const env = { ...process.env, SIMULATED_ORDERS: values.orders, SIMULATED_KILLS: values.kills };
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const args = [vitest, 'run', 'test/kill-many.test.ts', '--maxWorkers=1', '--disable-console-intercept'];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  process.exitCode = spawnSync(process.execPath, args, { cwd, env, stdio: 'inherit' }).status ?? 1;
} else if (values.mutations) {
  process.exitCode = await runMutations({ folder, jobs });
} else {
  await bundleSimulation({ file: bundle });
  if (values.seed === undefined) process.exitCode = await simulate();
  else
    process.exitCode = spawnSync(process.execPath, [bundle, '--seed', values.seed], { stdio: 'inherit' }).status ?? 1;
}

async function simulate() {
  const from = values.from === undefined ? 1 + Math.floor(Math.random() * 1e9) : Number(values.from);
  const count = Number(values.histories);
  const began = performance.now();
  const progress = process.stderr.isTTY ? (done) => process.stderr.write(`\r${done} of ${count}`) : () => {};
  const { figures, broken } = await runHistories({ bundle, from, count, jobs, progress });
  const seconds = (performance.now() - began) / 1000;
  console.log(printFigures(figures));
  console.log(`\n${count} histories from seed ${from} on, ${seconds.toFixed(1)} s on ${jobs} process(es).`);
  if (broken.length === 0) return 0;
  console.log(
    `${broken.length} of them broke a rule: ${broken
      .slice(0, 20)
      .map(({ seed }) => seed)
      .join(', ')}\n`,
  );
  spawnSync(process.execPath, [bundle, '--seed', String(broken[0].seed)], { stdio: 'inherit' });
  return 1;
}
