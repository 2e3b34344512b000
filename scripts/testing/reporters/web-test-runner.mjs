import { writeReport } from './report-folder.mjs';

/** Web Test Runner's reporter for the project's own reports. */
export function webTestRunnerReport() {
  return {
    stop({ sessions }) {
      const files = sessions.map(({ testFile, testResults, errors = [], browser, passed }) => {
        const tests = testResults ? testsIn(testResults, []) : [];
        const failures = tests
          .filter((test) => !test.passed && !test.skipped)
          .map(({ name, error }) => ({ name, message: error?.message ?? '' }));
        const stray = errors.map(({ message }) => ({ name: '', message }));
        // A page that never came up has neither tests nor errors.
        if (!passed && failures.length + stray.length === 0) stray.push({ name: '', message: 'The page did not run.' });
        return {
          file: testFile,
          project: browser.name,
          seconds: tests.reduce((sum, { duration = 0 }) => sum + duration, 0) / 1000,
          passed: tests.filter((test) => test.passed && !test.skipped).length,
          skipped: tests.filter(({ skipped }) => skipped).length,
          failures: [...failures, ...stray],
        };
      });
      writeReport('web-test-runner', process.cwd(), files);
    },
  };
}

function testsIn({ tests, suites }, path) {
  return [
    ...tests.map((test) => ({ ...test, name: [...path, test.name].join(' > ') })),
    ...suites.flatMap((suite) => testsIn(suite, [...path, suite.name])),
  ];
}
