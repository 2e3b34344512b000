import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Issuer } from './create-issuer.ts';
import { isCutConnection } from './faults/cut-connection.ts';

/** Where the issuer listens. */
export interface ServeOptions {
  /** 4010 unless given; 0 takes any free port. */
  port?: number;
  /** 127.0.0.1 unless given, because the issuer speaks plain http and its answers contain codes. */
  host?: string;
}

/** An issuer that listens on a port. */
export interface RunningIssuer {
  /**
   * Origin, such as `http://127.0.0.1:4010`. V-DAR's base URL is this and `/api/v1`. Mottor's and LoyalClient's base URL is
   * this origin, because their documented paths begin with `/v1` and `/integration`.
   */
  url: string;
  /** Stops listening and waits up to five seconds for running requests. The issuer itself stays open. */
  close(): Promise<void>;
}

const GRACE = 5000;
const SWEEP = 50;

/** Serves an issuer on a port; rejects if the port is not available. */
export function serveIssuer(issuer: Pick<Issuer, 'fetch'>, options: ServeOptions = {}): Promise<RunningIssuer> {
  const { port = 4010, host = '127.0.0.1' } = options;
  // Otherwise the library would replace the host's global Request and Response.
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));

  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  async function answer(request: Request, env: unknown): Promise<Response> {
    try {
      return await issuer.fetch(request);
    } catch (thrown) {
      if (!isCutConnection(thrown)) throw thrown;
      const { outgoing } = env as HttpBindings;
      outgoing.socket?.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    }
  }

  function close(): Promise<void> {
    return new Promise((closed) => {
      // A keep-alive connection that becomes idle only now would keep the server open until its own timeout. So would a
      // connection that has not sent anything yet, which Node does not count as idle.
      const sweep = setInterval(() => {
        server.closeIdleConnections();
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      }, SWEEP);
      const cut = setTimeout(() => server.closeAllConnections(), GRACE);
      server.close(() => {
        clearInterval(sweep);
        clearTimeout(cut);
        closed();
      });
    });
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve({ url: formatOrigin(host, server.address() as AddressInfo), close });
    });
  });
}

function formatOrigin(host: string, { port }: AddressInfo): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
