const TITLES = {
  history: 'Histories',
  order: 'Orders, by the state in which they ended',
  attention: 'Orders that a person had to look at, and why',
  action: 'What the shop and others did',
  fault: 'Faults at the providers',
  write: 'Deaths and failures at a write of the journal',
};

/** Writes figures as a list, the largest first within each group. */
export function printFigures(figures) {
  const lines = [];
  for (const [group, title] of Object.entries(TITLES)) {
    const names = Object.entries(figures[group] ?? {}).sort(([, one], [, other]) => other - one);
    if (names.length === 0) continue;
    const sum = names.reduce((total, [, times]) => total + times, 0);
    lines.push('', `${title}: ${sum}`, ...names.map(([name, times]) => `${String(times).padStart(9)}  ${name}`));
  }
  return lines.join('\n');
}
