import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const children = join(dirname(fileURLToPath(import.meta.url)), 'children');

export interface Child {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  /** What it has printed so far. */
  output(): string;
  /** Waits for its end. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string; errors: string }>;
}

/** Starts one of `test/children` in a process of its own. */
export function runChild(name: string, ...args: string[]): Child {
  // Node 22 warns of its own SQLite, which is no error of ours.
  const command = ['--disable-warning=ExperimentalWarning', join(children, name), ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
    output,
    errors,
  }));
  return { process: child, output: () => output, ended };
}
