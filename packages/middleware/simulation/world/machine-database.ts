import type { Database } from '@checkout-perks/database';
import type { ScriptedWrite } from '../scripts/script.ts';
import { randomAt } from '../scripts/seeded-random.ts';
import type { Machine } from './machine.ts';
import { ScriptedFailure } from './scripted-failure.ts';
import type { World } from './world.ts';

/** The journal's database as one process of the shop has it, with the deaths and failures of a script at its transactions. */
export function createMachineDatabase(
  world: World,
  machine: Machine,
  crash: (rest: number) => void,
): Database<unknown> {
  const { script, time, database: real } = world;

  async function transact<T>(work: (tx: Database<unknown>['read']) => Promise<T>): Promise<T> {
    if (!machine.alive()) return machine.never();
    const nth = world.writes;
    world.writes += 1;
    const strike = script.writes.find((one) => one.nth === nth);
    world.trace(`${machine.name} write#${nth}${strike ? ` ${strike.kind}` : ''}`);
    if (strike) world.figures.count('write', strike.kind);
    // Others have their turn between any two transactions.
    await machine.while(time.pause(waiting(nth, 0)));
    if (strike?.kind === 'standsStillBefore') await machine.while(time.pause(strike.rest));
    else if (strike?.kind.endsWith('Before')) return struck(strike);

    world.busy += 1;
    let result: T;
    try {
      result = await real.transact(work);
    } finally {
      world.busy -= 1;
    }
    if (strike?.kind === 'standsStillAfter') await machine.while(time.pause(strike.rest));
    else if (strike?.kind.endsWith('After')) return struck(strike);
    await machine.while(time.pause(waiting(nth, 1)));
    return result;
  }

  function waiting(nth: number, phase: number): number {
    return Math.floor(8 * randomAt(script.seed, `write ${phase}`, nth) ** 3);
  }

  function struck<T>({ kind, rest }: ScriptedWrite): Promise<T> {
    if (kind.startsWith('fails')) return Promise.reject(new ScriptedFailure('the disk is full'));
    crash(rest);
    return machine.never();
  }

  const database: Database<unknown> = {
    dialect: real.dialect,
    read: real.read,
    transact,
    // The tables are there since the beginning of the world.
    migrate: async () => {},
    as: <Other>() => database as unknown as Database<Other>,
    close: async () => {},
  };
  return database;
}
