import { writeReport } from './report-folder.mjs';

/** The reporter for Node's own runner. */
export default async function* nodeReport(events) {
  const files = new Map();
  for await (const { type, data } of events) {
    if (!['test:pass', 'test:fail'].includes(type) || data.details?.type === 'suite') continue;
    const file = data.file ?? '';
    if (!files.has(file)) files.set(file, { file, seconds: 0, passed: 0, skipped: 0, failures: [] });
    const row = files.get(file);
    row.seconds += (data.details?.duration_ms ?? 0) / 1000;
    if (data.skip !== undefined || data.todo !== undefined) row.skipped += 1;
    else if (type === 'test:pass') row.passed += 1;
    else row.failures.push({ name: data.name, message: data.details?.error?.cause?.message ?? 'failed' });
  }
  writeReport('node', process.cwd(), [...files.values()]);
  // It prints nothing: another reporter does.
  yield '';
}
