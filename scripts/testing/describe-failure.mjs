const LONGEST = 600;

/**
 * Tells of one failed test: what failed, why, and the command that runs just that test again.
 *
 * @param {{file: string, project?: string, name: string, message: string}} failure
 * @param {string} seed The seed of the run's random choices
 * @returns {string} Several lines
 */
export function describeFailure({ file, project, name, message }, seed) {
  const where = `${file || 'outside of any file'}${project ? ` (${project})` : ''}`;
  const why = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  const lines = [where, ...(name ? [`  ${name}`] : []), ...why.split('\n').map((line) => `    ${line}`)];
  if (file) lines.push(`  run it again: TEST_SEED=${seed} npm test -- ${file}${nameOption(file, name)}`);
  return lines.join('\n');
}

function nameOption(file, name) {
  // Web Test Runner cannot choose a test of a file.
  if (!name || file.endsWith('.browser.test.ts')) return '';
  const pattern = name.replaceAll(' > ', ' ').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return ` -t '${pattern.replaceAll("'", "'\\''")}'`;
}
