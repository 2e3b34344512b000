import { ROOT } from '../../bootstrap/paths.mjs';
import { workspacePackages } from '../../bootstrap/workspace-packages.mjs';

/**
 * @typedef {object} Work
 * @property {string} id Names it among all work, also in another sitting
 * @property {number} round From 0
 * @property {string} folder The package's
 * @property {string} name The package's name
 * @property {'test' | 'test:browser' | 'test:e2e'} task
 */

/**
 * All that a hunt does, in an order that visits each suite before any is visited again.
 *
 * @param {{times: number, browserTimes: number, only: string[], part: number, parts: number}} options
 * @returns {Work[]}
 */
export function listWork({ times, browserTimes, only, part, parts }) {
  const suites = workspacePackages(ROOT)
    .filter(({ folder }) => only.length === 0 || only.includes(folder))
    .flatMap(({ folder, manifest }) =>
      ['test', 'test:browser', 'test:e2e']
        .filter((task) => manifest.scripts?.[task])
        .map((task) => ({ folder, name: manifest.name, task })),
    );
  const rounds = Array.from({ length: Math.max(times, browserTimes) }, (_, round) => round);
  return rounds
    .flatMap((round) =>
      suites
        .filter(({ task }) => round < (task === 'test' ? times : browserTimes))
        .map((suite) => ({ ...suite, round, id: `${suite.folder} ${suite.task} ${round + 1}` })),
    )
    .filter((_, index) => index % parts === part - 1);
}
