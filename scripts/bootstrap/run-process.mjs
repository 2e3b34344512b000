import { spawn } from 'node:child_process';
import { Trouble } from './trouble.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const EXIT_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Runs one program to its end, without a shell, and passes on the signals that reach this process.
 *
 * @param {string} file The program
 * @param {string[]} args Its arguments
 * @param {object} options
 * @param {Record<string, string>} options.env Its environment
 * @param {string} options.cwd Its working folder
 * @param {'collect' | 'show' | 'inherit'} [options.output] `collect` keeps it, `show` keeps and prints it, `inherit` hands over the terminal
 * @param {boolean} [options.shell] Only for npm's command file on Windows
 * @returns {Promise<{code: number, output: string, signal: string | undefined}>} `signal` is one that this process was sent meanwhile
 */
export function runProcess(file, args, { env, cwd, output = 'collect', shell = false }) {
  return new Promise((resolve, reject) => {
    const stdio = output === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(file, args, { env, cwd, stdio, shell });
    const passing = passSignals(child);
    let text = '';
    const keep = (stream) => (chunk) => {
      text += chunk;
      if (output === 'show') stream.write(chunk);
    };
    child.stdout?.setEncoding('utf8').on('data', keep(process.stdout));
    child.stderr?.setEncoding('utf8').on('data', keep(process.stderr));
    child.on('error', (error) => {
      passing.stop();
      reject(
        new Trouble(`${file} could not be started (${error.code ?? 'unknown error'}): check that it is installed.`),
      );
    });
    child.on('close', (code, killedBy) => {
      passing.stop();
      resolve({ code: code ?? EXIT_BY_SIGNAL[killedBy] ?? 1, output: text, signal: passing.seen() });
    });
  });
}

function passSignals(child) {
  let seen;
  const pass = (signal) => {
    // A terminal sends Ctrl-C to the child as well, and npm passes on what it gets: a second copy would look to a
    // server like a person who has lost patience, and cut its clean stop short.
    const cameBefore = seen !== undefined;
    seen ??= signal;
    if (cameBefore || (signal === 'SIGINT' && process.stdin.isTTY)) return;
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  const watch = watchNpm(() => pass('SIGTERM'));
  return {
    seen: () => seen,
    stop: () => {
      clearInterval(watch);
      for (const signal of SIGNALS) process.off(signal, pass);
    },
  };
}

// npm runs a script in a shell, and that shell dies of SIGTERM without a word to what it runs: a shop started with
// `npm start` would outlive its npm and keep the port.
function watchNpm(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, 500).unref();
}
