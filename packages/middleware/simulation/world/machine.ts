/** One process of the shop, which can die at any moment: then nothing that it waited for ever comes. */
export interface Machine {
  /** This life's name; a process that is started anew is another. */
  readonly name: string;
  alive(): boolean;
  die(): void;
  /** What a dead process waits for. */
  never<T>(): Promise<T>;
  /** The same answer, unless the process has died before it comes. */
  while<T>(answer: Promise<T>): Promise<T>;
}

/** Starts a process. */
export function createMachine(name: string): Machine {
  let alive = true;
  const never = <T>() => new Promise<T>(() => {});
  return {
    name,
    alive: () => alive,
    die: () => {
      alive = false;
    },
    never,
    while: (answer) =>
      answer.then(
        (value) => (alive ? value : never()),
        (thrown: unknown) => {
          if (alive) throw thrown;
          return never();
        },
      ),
  };
}
