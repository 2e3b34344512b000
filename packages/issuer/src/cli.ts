import { runCommand, runMain } from 'citty';
import { explain } from './cli/explain.ts';
import { hideExperimentalWarnings } from './cli/hide-experimental-warnings.ts';
import { issuerCommand } from './cli/issuer-command.ts';

hideExperimentalWarnings();

const rawArgs = process.argv.slice(2);
if (rawArgs.includes('--help') || rawArgs.includes('-h')) {
  await runMain(issuerCommand, { rawArgs });
} else {
  // citty's own main prints a stack for whatever is not its own error.
  try {
    await runCommand(issuerCommand, { rawArgs });
  } catch (thrown) {
    console.error(explain(thrown));
    process.exitCode = 1;
  }
}
