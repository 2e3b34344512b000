import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to the server that can be cut. */
export interface Proxy {
  /** The URL that leads through it. */
  readonly url: string;
  /** Cuts all connections, and every new one at once. Its port stays taken, so that nobody else gets it meanwhile. */
  cut(): void;
  /** How many new connections were cut. */
  turnedAway(): number;
  /** Lets connections through again. */
  mend(): void;
  /** Lets nothing through any more, in either direction, and does not say so. */
  freeze(): void;
  /** Cuts a connection as soon as its client sends `text`, before or after handing that on. */
  cutAt(text: string, when: 'before' | 'after'): void;
}

/** Opens a proxy before the server of a URL. It is closed when the running test is over. */
export async function openProxy(url: string): Promise<Proxy> {
  const target = new URL(url);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isCut = false;
  let turnedAway = 0;
  let frozen = false;
  let trap: { text: string; when: 'before' | 'after' } | undefined;

  const server = createServer((client) => {
    if (isCut) {
      turnedAway += 1;
      client.on('error', () => {}).destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const cutPair = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', cutPair).on('close', cutPair);
    upstream.on('data', (bytes) => {
      if (!frozen) client.write(bytes);
    });
    client.on('data', (bytes) => {
      if (frozen) return;
      const trapped = trap !== undefined && bytes.includes(trap.text) ? trap : undefined;
      if (trapped?.when === 'before') return cutPair();
      upstream.write(bytes);
      if (trapped === undefined) return;
      // The server has done it once it answers.
      upstream.removeAllListeners('data').once('data', cutPair);
    });
  });

  function cut(): void {
    isCut = true;
    for (const socket of [...pairs].flat()) socket.destroy();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    cut();
    server.close();
    await once(server, 'close');
  });
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    cut,
    turnedAway: () => turnedAway,
    mend: () => {
      isCut = false;
    },
    freeze: () => {
      frozen = true;
    },
    cutAt: (text, when) => {
      trap = { text, when };
    },
  };
}
