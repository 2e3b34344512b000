import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Issuer } from './create-issuer.ts';
import { isCutConnection } from './faults/cut-connection.ts';

/** Where an issuer listens. */
export interface ServeOptions {
  /** 0 takes any free port; 4010 unless given. */
  port?: number;
  /** 127.0.0.1 unless given: the issuer speaks plain http, and its answers hold codes. */
  host?: string;
}

/** An issuer that listens. */
export interface RunningIssuer {
  /**
   * Origin, such as `http://127.0.0.1:4010`. Base URLs: V-DAR's is this and `/api/v1`; Mottor's and LoyalClient's are this, as
   * their documented paths begin with `/v1` and `/integration`.
   */
  url: string;
  /** Stops listening and waits for the requests under way, for five seconds at most. The issuer itself stays open. */
  close(): Promise<void>;
}

const GRACE = 5000;
const SWEEP = 50;

/** Runs an issuer on a port; rejects when the port cannot be had. */
export function serveIssuer(issuer: Pick<Issuer, 'fetch'>, options: ServeOptions = {}): Promise<RunningIssuer> {
  const { port = 4010, host = '127.0.0.1' } = options;
  // A library has no business replacing its host's global Request and Response.
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
      // A kept-alive connection that goes idle only now would hold the server open until its own timeout; so would one that
      // was opened in reserve and has not said a word, which Node does not count as idle.
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
      resolve({ url: originOf(host, server.address() as AddressInfo), close });
    });
  });
}

function originOf(host: string, { port }: AddressInfo): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
