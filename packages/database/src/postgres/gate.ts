/**
 * Lets a limited number in at a time, in the order in which they asked. How many depends on whether they get into each
 * other's way: halved when they do, and one more after a while when they do not.
 */
export interface Gate {
  /** Waits for a place. @returns Gives it back */
  enter(): Promise<() => void>;
  /** Waits until nobody else is in; those who ask later wait behind. @returns Gives the room back */
  enterAlone(): Promise<() => void>;
  /** Somebody was in another's way. */
  narrow(): void;
  /** Somebody was in nobody's way. */
  widen(): void;
}

type Admit = (leave: () => void) => void;

/** How many in a row must be in nobody's way, for each place that there is, before there is another. */
const CALM = 8;

/** Makes a gate with so many places at the most, and so many to begin with. */
export function createGate(places: number): Gate {
  const alone: Admit[] = [];
  const others: Admit[] = [];
  let width = places;
  let calm = 0;
  let inside = 0;
  let shut = false;

  function wait(line: Admit[]): Promise<() => void> {
    return new Promise((admit) => {
      line.push(admit);
      admitNext();
    });
  }

  function admitNext(): void {
    while (!shut) {
      const isAlone = alone.length > 0;
      if (inside >= (isAlone ? 1 : width)) return;
      const admit = (isAlone ? alone : others).shift();
      if (admit === undefined) return;
      inside += 1;
      shut = isAlone;
      admit(() => {
        inside -= 1;
        if (isAlone) shut = false;
        admitNext();
      });
    }
  }

  return {
    enter: () => wait(others),
    enterAlone: () => wait(alone),
    narrow() {
      calm = 0;
      width = Math.max(1, Math.floor(width / 2));
    },
    widen() {
      calm += 1;
      if (calm < CALM * width || width === places) return;
      calm = 0;
      width += 1;
      admitNext();
    },
  };
}
