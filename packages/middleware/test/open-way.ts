import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** A way to a server that can be cut. */
export interface Way {
  /** The URL that leads along it. */
  url: string;
  /** Cuts all connections and takes no more. */
  cut(): Promise<void>;
  /** Takes connections again. */
  mend(): Promise<void>;
}

/** Opens a way to the server of a URL. It is closed when the running test is over. */
export async function openWay(url: string): Promise<Way> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const cutBoth = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', cutBoth).on('close', cutBoth);
      socket.on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const cut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  const port = await listen(0);
  onTestFinished(cut);
  const through = new URL(url);
  through.port = String(port);
  const mend = async () => {
    for (;;) {
      const failed = await listen(port).then(
        () => undefined,
        (thrown: NodeJS.ErrnoException) => thrown,
      );
      if (failed === undefined) return;
      // Time: another process has taken the port; this is only a pause before it is tried again.
      if (failed.code !== 'EADDRINUSE') throw failed;
      await sleep(20);
    }
  };
  return { url: through.href, cut, mend };
}
