import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { GIVES_UP } from './fetch-giving-up.ts';

/** The calls that the middleware makes: V-DAR's, Mottor's, LoyalClient's. */
export type Call =
  | ('check' | 'activate' | 'generate' | 'codes' | 'operations' | 'balance')
  | ('promos' | 'uses')
  | ('member' | 'calculate' | 'hold' | 'release' | 'operate');

/**
 * What happens to a request in place of a plain answer. `before` and `after` mean the effect at the issuer. Where a request
 * hangs or is late, a caller of `fetchGivingUp` gives up at once, as when its timer rings; any other caller gets no answer.
 */
export type Fault =
  | 'resetBefore'
  | 'resetAfter'
  | 'failBefore'
  | 'failAfter'
  | 'hangBefore'
  | 'hangAfter'
  | 'rubbishAfter'
  | 'redirect'
  | { status: number; headers?: Record<string, string>; body?: string }
  /** The effect comes when the caller has given up; {@link FaultyProxy.idle} waits for it. */
  | 'late'
  | { delay: number };

/** A request that is being held, as its effect is about to be or has just been. */
export interface HeldRequest {
  reached: Promise<void>;
  /** Lets it go on as if nothing had been. */
  release: () => void;
  /** Has it end where it is: without an effect, if it had none yet. */
  drop: () => void;
}

/** A proxy that misbehaves on demand. */
export interface FaultyProxy {
  url: string;
  /** Decides over each request; it passes plainly where nothing is returned. */
  faults: (call: Call) => Fault | undefined | Promise<Fault | undefined>;
  /** Lets the next requests of a kind meet these faults, one each, then pass. */
  next(call: Call, ...faults: Fault[]): void;
  /** Holds the next request of a kind, before or after its effect. */
  hold(call: Call, when: 'before' | 'after'): HeldRequest;
  /** How many requests of each kind came. */
  count(call: Call): number;
  /** Headers of requests that followed a redirect to the stranger's origin. */
  strayed: string[];
  /** Refuses connections from now on. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Resolves once all requests that were sent so far have had the effects that they will have. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy in front of the issuer. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const counts = new Map<Call, number>();
  const queued = new Map<Call, Fault[]>();
  const holds = new Map<Call, { when: 'before' | 'after'; reach: () => void; released: Promise<boolean> }>();
  const strayed: string[] = [];
  const underWay = new Set<Promise<void>>();

  const stranger = createServer((request, response) => {
    strayed.push(JSON.stringify(request.headers));
    response.end('{}');
  });
  const strange = await listening(stranger, 0);

  const server = createServer((request, response) => {
    if (request.url === PING) return void response.end();
    const handling = handle(request, response).catch(() => void response.destroy());
    underWay.add(handling);
    handling.finally(() => underWay.delete(handling));
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await listening(server, 0);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const call = callOf(request);
    counts.set(call, (counts.get(call) ?? 0) + 1);

    const held = holds.get(call);
    holds.delete(call);
    if (held?.when === 'before') {
      held.reach();
      if (!(await held.released)) return void response.destroy();
    }
    const forward = () => forwarded(target, request, body);
    const fault = queued.get(call)?.shift() ?? (await proxy.faults(call));
    if (fault === undefined) {
      const answer = await forward();
      if (held?.when === 'after') {
        held.reach();
        if (!(await held.released)) return void response.destroy();
      }
      send(response, answer);
      return;
    }
    const giveUp = () => {
      if (request.headers[GIVES_UP] !== undefined) response.writeHead(504, { [GIVES_UP]: 'now' }).end();
    };
    await misbehave(fault, forward, response, giveUp);
  }

  async function misbehave(
    fault: Fault,
    forward: () => Promise<Answer>,
    response: ServerResponse,
    giveUp: () => void,
  ): Promise<void> {
    if (typeof fault === 'object') {
      if ('status' in fault) {
        send(response, { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '{"detail":"no"}' });
      } else {
        await sleep(fault.delay);
        send(response, await forward());
      }
      return;
    }
    if (fault.endsWith('After')) await forward();
    switch (fault) {
      case 'late':
        giveUp();
        // Time: the caller has nearly always given up by then. If not, this is `hangAfter`.
        await sleep(20);
        await forward();
        break;
      case 'hangBefore':
      case 'hangAfter':
        giveUp();
        break;
      case 'resetBefore':
      case 'resetAfter':
        response.destroy();
        break;
      case 'failBefore':
      case 'failAfter':
        send(response, { status: 500, headers: {}, body: 'Internal Server Error' });
        break;
      case 'rubbishAfter':
        send(response, { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>It works!</html>' });
        break;
      case 'redirect':
        send(response, { status: 302, headers: { location: `http://127.0.0.1:${strange}/elsewhere` }, body: '' });
    }
  }

  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${port}`,
    faults: () => undefined,
    next: (call, ...faults) => void queued.set(call, [...(queued.get(call) ?? []), ...faults]),
    hold(call, when) {
      let reach = () => {};
      let end = (_released: boolean) => {};
      const reached = new Promise<void>((done) => {
        reach = done;
      });
      const released = new Promise<boolean>((done) => {
        end = done;
      });
      holds.set(call, { when, reach, released });
      return { reached, release: () => end(true), drop: () => end(false) };
    },
    count: (call) => counts.get(call) ?? 0,
    strayed,
    async down() {
      await new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      });
    },
    async up() {
      for (;;) {
        const failed = await listening(server, port).then(
          () => undefined,
          (thrown: NodeJS.ErrnoException) => thrown,
        );
        if (failed === undefined) return;
        // Time: another process has taken the port; this is only a pause before it is tried again.
        if (failed.code !== 'EADDRINUSE') throw failed;
        await sleep(20);
      }
    },
    async idle() {
      // A process that was killed may have sent what is not read yet. Whatever came before an answered ping has been read.
      for (let ping = 0; ping < 2 && server.listening; ping += 1)
        await (await fetch(`http://127.0.0.1:${port}${PING}`)).text();
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async close() {
      server.close();
      stranger.close();
      for (const socket of sockets) socket.destroy();
      stranger.closeAllConnections();
    },
  };
  return proxy;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A request that goes nowhere and is not counted. */
const PING = '/ping';

const CALLS: readonly [RegExp, Call][] = [
  [/\/general\/client$/, 'member'],
  [/\/general\/recalc$/, 'calculate'],
  [/\/bonuses\/hold$/, 'hold'],
  [/\/bonuses\/release$/, 'release'],
  [/\/general\/retail$/, 'operate'],
  [/^\/v1\/promo\/\d+\/statistics/, 'uses'],
  [/^\/v1\/promo/, 'promos'],
  [/\/codes\/generate$/, 'generate'],
  [/\/codes\/activate$/, 'activate'],
  [/\/operations\//, 'operations'],
  [/\/balance\//, 'balance'],
];

function callOf({ method, url = '' }: IncomingMessage): Call {
  const known = CALLS.find(([path]) => path.test(url));
  if (known) return known[1];
  return method === 'GET' && /\/codes\/(\?|$)/.test(url) ? 'codes' : 'check';
}

/** What goes on to the issuer: keys, and what the body is. */
const FORWARDED = ['x-api-key', 'x-api-user-id', 'authorization', 'apikey', 'content-type'];

async function forwarded(target: string, { method = 'GET', url, headers }: IncomingMessage, body: Buffer) {
  const given = FORWARDED.filter((name) => headers[name] !== undefined).map((name) => [name, String(headers[name])]);
  const answer = await fetch(target + url, {
    method,
    headers: { 'content-type': 'application/json', ...Object.fromEntries(given) },
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const { status } = answer;
  // By the issuer's own clock, which holds end by.
  const date = answer.headers.get('date');
  const type = { 'content-type': 'application/json' };
  return { status, headers: { ...type, ...(date ? { date } : {}) }, body: await answer.text() };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

async function listening(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail);
      done();
    });
  });
  return (server.address() as AddressInfo).port;
}
