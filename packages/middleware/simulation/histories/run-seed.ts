import { generateScript } from '../scripts/generate-script.ts';
import type { Script } from '../scripts/script.ts';
import { shrinkScript } from '../scripts/shrink-script.ts';
import { createFigures, type Figures } from '../world/figures.ts';
import type { JournalDatabase } from '../world/journal-database.ts';
import { printHistory } from './print-history.ts';
import { runHistory } from './run-history.ts';

/** What was broken, with the numbers left out, by which a shorter history is known to show the same. */
function shapeOf(violations: readonly string[]): string {
  return (violations[0] ?? '').replace(/[\d•]+/g, '#');
}

/** Runs the history of a seed. @returns The rules that it broke */
export async function runSeed(seed: number, journal: JournalDatabase, figures: Figures): Promise<string[]> {
  return (await runHistory(generateScript(seed), journal, figures)).violations;
}

/** Finds the shortest history that breaks the same rule as a seed's. @returns It, for people */
export async function explainSeed(seed: number, journal: JournalDatabase): Promise<string> {
  const figures = createFigures();
  const first = await runHistory(generateScript(seed), journal, figures, true);
  if (first.violations.length === 0) {
    return [...first.lines, `Seed ${seed} breaks no rule. Its hash is ${first.hash}.`].join('\n');
  }
  const shape = shapeOf(first.violations);
  const stillBroken = async (script: Script) =>
    shapeOf((await runHistory(script, journal, figures)).violations) === shape;
  const shortest = await shrinkScript(generateScript(seed), stillBroken);
  return printHistory(shortest, await runHistory(shortest, journal, figures, true));
}
