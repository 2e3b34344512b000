/** What histories were made of, and how they ended: how many of each. */
export interface Figures {
  count(group: FigureGroup, name: string, times?: number): void;
  /** Plain numbers, to be sent to another process. */
  toJSON(): Record<string, Record<string, number>>;
  /** Adds another process's numbers. */
  add(others: Record<string, Record<string, number>>): void;
}

export type FigureGroup = 'history' | 'fault' | 'write' | 'action' | 'order' | 'attention' | 'provider';

/** Makes an empty table of figures. */
export function createFigures(): Figures {
  const groups: Record<string, Record<string, number>> = {};
  const count = (group: string, name: string, times = 1) => {
    groups[group] ??= {};
    const names = groups[group];
    names[name] = (names[name] ?? 0) + times;
  };
  return {
    count,
    toJSON: () => groups,
    add(others) {
      for (const [group, names] of Object.entries(others))
        for (const [name, times] of Object.entries(names)) count(group, name, times);
    },
  };
}
