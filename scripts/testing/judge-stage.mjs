/**
 * Says how a finished stage went.
 *
 * A stage of tests in which a package showed none has failed: a runner that found no files would otherwise pass.
 *
 * @param {{code: number, from?: string[]}} result `from`: folders of the packages that must show at least one test
 * @param {import('./reporters/report-folder.mjs').Report[]} reports What the stage's runners wrote
 * @returns {{ok: boolean, passed: number, skipped: number, failures: object[], problem?: string}} `failures` lists each
 *   failed test with its file, project and message
 */
export function judgeStage({ code, from }, reports) {
  const files = reports.flatMap((report) => report.files);
  const failures = files.flatMap(({ file, project, failures }) =>
    failures.map((failure) => ({ ...failure, file, project })),
  );
  const sum = (key) => files.reduce((total, file) => total + file[key], 0);
  const counts = { passed: sum('passed'), skipped: sum('skipped'), failures };
  const problem = failures.length > 0 ? undefined : problemOf({ code, from }, reports);
  return { ok: failures.length === 0 && problem === undefined, ...counts, ...(problem ? { problem } : {}) };
}

function problemOf({ code, from }, reports) {
  if (code !== 0) return `It ended with exit code ${code}.`;
  const silent = (from ?? []).filter((folder) => !reports.some((report) => report.folder === folder && ran(report)));
  return silent.length > 0 ? `These packages showed no test result: ${silent.join(', ')}.` : undefined;
}

function ran({ files }) {
  return files.some(({ passed, failures }) => passed + failures.length > 0);
}
