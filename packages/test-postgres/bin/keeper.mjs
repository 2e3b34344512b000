/**
 * Runs a throwaway PostgreSQL server for as long as its standard input is open: whoever started it may die in any way.
 * Prints one line of JSON, `{"port": …}` or `{"error": …}`. Plain JavaScript, since plain Node starts it.
 *
 * usage: keeper.mjs FOLDER_OF_THE_BINARIES [durable]
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, lchownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const [binaries, durable] = process.argv.slice(2);

const NOBODY = 65534;
const PORT_TRIES = 20;
// A busy machine may take long to write its last checkpoint; after SIGKILL shared memory would be left behind.
const STOP_PATIENCE_MS = 60_000;

// The server refuses to be run by root.
const person = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const folder = makeFolder();
// A locale of the machine could be one that the binaries do not have.
const env = { PATH: process.env.PATH ?? '', TZ: 'UTC', LC_ALL: 'C' };
const options = { ...person, env, cwd: folder };
const data = join(folder, 'data');

let running;
let stopping;

/** A folder that the server's user can reach: TMPDIR may lie below a folder of root's own, such as /root. */
function makeFolder() {
  const places = [tmpdir(), '/tmp', '/var/tmp'];
  for (const place of places) {
    const made = mkdtempSync(join(place, 'checkout-perks-postgres-'));
    if (person.uid === undefined) return made;
    chownSync(made, person.uid, person.gid);
    if (spawnSync('/bin/sh', ['-c', 'test -w "$0"', made], person).status === 0) return made;
    rmSync(made, { recursive: true });
  }
  throw new Error(`The user with id ${NOBODY} can write in none of ${places.join(', ')}`);
}

function stop() {
  stopping ??= end();
}

async function end() {
  if (running !== undefined && running.exitCode === null && running.signalCode === null) {
    const ended = once(running, 'exit');
    running.kill('SIGINT');
    const impatience = setTimeout(() => running.kill('SIGKILL'), STOP_PATIENCE_MS);
    await ended;
    clearTimeout(impatience);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  process.exit();
}

/** The binaries, in a copy where the server's user cannot reach them, as in a checkout below /root. */
function reachable() {
  const program = join(binaries, 'postgres');
  if (spawnSync(program, ['--version'], options).status === 0) return binaries;
  if (spawnSync(program, ['--version']).status !== 0) throw new Error(`${program} does not run`);
  const copy = join(folder, 'binaries');
  cpSync(dirname(binaries), copy, { recursive: true, verbatimSymlinks: true });
  // Files that were installed under a strict umask can be read by their owner alone.
  if (person.uid !== undefined) {
    for (const name of ['', ...readdirSync(copy, { recursive: true })])
      lchownSync(join(copy, name), person.uid, person.gid);
  }
  return join(copy, 'bin');
}

/** Runs a program to its end. */
async function run(program, args) {
  running = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  running.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const [code] = await once(running, 'close');
  if (code !== 0) throw new Error(`${program} failed (${code}): ${said}`);
}

/** Starts the server. @returns Whether it is ready; if not, its port was taken */
async function serve(program, port) {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(program, ['-D', data, ...flags], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  running = server;
  let said = '';
  const ready = new Promise((resolve) => {
    server.stderr.setEncoding('utf8').on('data', (text) => {
      // Read on for ever, or the server would block in writing; kept is only what tells why it did not start.
      if (said.length < 10_000) said += text;
      if (said.includes('ready to accept connections')) resolve(true);
    });
    server.once('close', () => resolve(false));
  });
  if (await ready) {
    server.once('close', () => stop());
    return true;
  }
  if (said.includes('Address already in use')) return false;
  throw new Error(`${program} did not start: ${said}`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function start() {
  const bin = reachable();
  const about = ['-U', 'postgres', '-A', 'trust', '--locale=C', '--encoding=UTF8', '--no-sync', '--no-instructions'];
  await run(join(bin, 'initdb'), ['-D', data, ...about]);
  for (let tries = 0; tries < PORT_TRIES && stopping === undefined; tries += 1) {
    const port = await freePort();
    if (await serve(join(bin, 'postgres'), port)) return port;
  }
  throw new Error('Every port that was free a moment before was taken.');
}

process.stdin.resume();
for (const event of ['end', 'close', 'error']) process.stdin.once(event, stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
// Nobody may be left to read.
process.stdout.on('error', stop);

try {
  const port = await start();
  process.stdout.write(`${JSON.stringify({ port })}\n`);
} catch (error) {
  if (stopping === undefined) process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
  stop();
}
