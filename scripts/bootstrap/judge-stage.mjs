import { countTests } from './count-tests.mjs';

/**
 * Says how a finished stage went.
 *
 * A stage of tests in which a package showed none has failed: a runner that found no files, or one whose output has
 * changed, would otherwise pass for green.
 *
 * @param {{code: number, output: string, tests?: boolean, from?: string[]}} result
 * @returns {{ok: boolean, passed: number, failed: number, skipped: number, problem?: string}} Test counts; a stage
 *   that fails in another way than by its tests counts as one failure
 */
export function judgeStage({ code, output, tests = false, from = [] }) {
  const { passed, failed, skipped, reporters } = tests ? countTests(output) : { passed: 0, failed: 0, skipped: 0 };
  const silent = tests ? from.filter((name) => !reporters.includes(name)) : [];
  const counts = { passed, skipped, failed };
  if (code !== 0 || failed > 0) return { ...counts, ok: false, failed: Math.max(failed, 1) };
  if (silent.length > 0)
    return { ...counts, ok: false, failed: 1, problem: `These packages showed no test result: ${silent.join(', ')}.` };
  if (tests && passed === 0) return { ...counts, ok: false, failed: 1, problem: 'No test was run.' };
  return { ...counts, ok: true };
}
