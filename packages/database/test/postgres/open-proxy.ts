import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to the server that can be cut. */
export interface Proxy {
  /** The URL that leads through it. */
  readonly url: string;
  /** Cuts all connections and takes no more. */
  cut(): Promise<void>;
  /** Takes connections again. */
  mend(): Promise<void>;
  /** Lets nothing through any more, in either direction, and does not say so. */
  freeze(): void;
  /** Cuts a connection as soon as its client sends `text`, before or after handing that on. */
  cutAt(text: string, when: 'before' | 'after'): void;
}

/** Opens a proxy before the server of a URL. It is closed when the running test is over. */
export async function openProxy(url: string): Promise<Proxy> {
  const target = new URL(url);
  const pairs = new Set<readonly [Socket, Socket]>();
  let frozen = false;
  let trap: { text: string; when: 'before' | 'after' } | undefined;

  const server = createServer((client) => {
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

  async function cut(): Promise<void> {
    for (const [client, upstream] of pairs) {
      client.destroy();
      upstream.destroy();
    }
    await closed(server);
  }

  const port = await listen(server, 0);
  onTestFinished(cut);
  const through = new URL(url);
  through.port = String(port);
  return {
    url: through.href,
    cut,
    mend: async () => {
      await listen(server, port);
    },
    freeze: () => {
      frozen = true;
    },
    cutAt: (text, when) => {
      trap = { text, when };
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
}
