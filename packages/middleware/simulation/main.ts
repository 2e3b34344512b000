import { explainSeed, runSeed } from './histories/run-seed.ts';
import { createFigures } from './world/figures.ts';
import { openJournalDatabase } from './world/journal-database.ts';

/**
 * What a process of the simulation does; `run.mjs` starts it. As a child it is sent ranges of seeds and answers with figures
 * and the seeds that broke a rule; with `--seed` it explains one.
 */
const [command, value] = process.argv.slice(2);
const journal = await openJournalDatabase();

if (command === '--seed') {
  console.log(await explainSeed(Number(value), journal));
  await journal.database.close();
} else {
  process.on('message', async ({ from, count }: { from: number; count: number }) => {
    const figures = createFigures();
    const broken: { seed: number; rules: string[] }[] = [];
    for (let seed = from; seed < from + count; seed += 1) {
      const rules = await runSeed(seed, journal, figures);
      if (rules.length > 0) broken.push({ seed, rules });
    }
    process.send?.({ figures: figures.toJSON(), broken });
  });
  // Calls of processes that died in a history still wait for their time limit.
  process.on('disconnect', () => void journal.database.close().then(() => process.exit()));
  process.send?.('ready');
}
