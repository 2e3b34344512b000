/** How far clocks are ahead of the machine's. */
export interface MovableTime {
  /** ms. Tests set it; time that passes costs them nothing then. */
  ahead: number;
  /** Has somebody told of each move, for a clock in another process. @returns Ends that */
  onMove(tell: (ahead: number) => void): () => void;
}

/** Makes time that stands at the machine's until it is moved. */
export function createMovableTime(): MovableTime {
  const listeners = new Set<(ahead: number) => void>();
  let now = 0;
  return {
    get ahead() {
      return now;
    },
    set ahead(ms) {
      now = ms;
      for (const tell of listeners) tell(ms);
    },
    onMove(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
  };
}
