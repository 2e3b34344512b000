import { runCommand, runMain } from 'citty';
import { explain } from './cli/explain.ts';
import { issuerCommand } from './cli/issuer-command.ts';

hideExperimentalWarnings();

const rawArgs = process.argv.slice(2);
if (rawArgs.includes('--help') || rawArgs.includes('-h')) {
  await runMain(issuerCommand, { rawArgs });
} else {
  // citty's own main would print a stack trace for every error that is not its own.
  try {
    await runCommand(issuerCommand, { rawArgs });
  } catch (thrown) {
    console.error(explain(thrown));
    process.exitCode = 1;
  }
}

/**
 * Hides Node's warnings about experimental features, such as `node:sqlite` on Node 22. Users cannot act on them, and an error
 * message of this command must stay one line. Other warnings are shown as before.
 */
function hideExperimentalWarnings(): void {
  const listeners = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning') return;
    for (const listener of listeners) listener.call(process, warning);
  });
}
