import { writeReport } from './report-folder.mjs';

/** Vitest's reporter for the project's own reports. */
export default class VitestReport {
  #folder = '';

  onInit(vitest) {
    this.#folder = vitest.config.root;
  }

  onTestRunEnd(modules, unhandled) {
    const files = modules.map((module) => {
      const tests = [...module.children.allTests()].map((test) => ({ name: test.fullName, ...test.result() }));
      const failed = tests.filter(({ state }) => state === 'failed');
      return {
        file: module.moduleId,
        ...(module.project.name ? { project: module.project.name } : {}),
        seconds: module.diagnostic().duration / 1000,
        passed: tests.filter(({ state }) => state === 'passed').length,
        skipped: tests.filter(({ state }) => state === 'skipped').length,
        failures: [
          ...failed.map(({ name, errors }) => ({ name, message: messageOf(errors) })),
          // A test that never came to an end, as when a hook before it failed.
          ...tests.filter(({ state }) => state === 'pending').map(({ name }) => ({ name, message: 'did not end' })),
          ...(module.errors().length > 0 ? [{ name: '', message: messageOf(module.errors()) }] : []),
        ],
      };
    });
    const stray = unhandled.map((error) => ({ name: 'an unhandled error', message: messageOf([error]) }));
    if (stray.length > 0) files.push({ file: '', seconds: 0, passed: 0, skipped: 0, failures: stray });
    writeReport('vitest', this.#folder, files);
  }
}

function messageOf(errors = []) {
  return errors.map(({ message }) => message).join('\n');
}
