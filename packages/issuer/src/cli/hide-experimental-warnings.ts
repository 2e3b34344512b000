/**
 * Keeps Node from warning of its own experiments, as Node 22 does of `node:sqlite`: the person at the keyboard can do nothing
 * about it, and a refusal is to be one line. Other warnings are shown as before.
 */
export function hideExperimentalWarnings(): void {
  const listeners = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning') return;
    for (const listener of listeners) listener.call(process, warning);
  });
}
