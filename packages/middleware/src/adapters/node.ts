import type { IncomingMessage, ServerResponse } from 'node:http';
import { PerksError } from '@checkout-perks/core/errors';
import { getRequestListener } from '@hono/node-server';
import type { Perks } from '../create-perks.ts';
import { plainRequest } from './plain-request.ts';

/** A listener of `node:http`. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Mounts the middleware on `node:http`: `createServer(createNodeHandler(perks))`. It answers every request that it is
 * given, so in a larger server hand it only those below `perks.basePath`.
 *
 * @returns A listener. It rejects with `BODY_ALREADY_READ` when a body parser ran before it: mount it first
 */
export function createNodeHandler(perks: Pick<Perks, 'fetch' | 'plain'>): NodeHandler {
  const listener = getRequestListener(
    (request, { incoming }) => perks.fetch(request, { remoteAddress: incoming.socket?.remoteAddress }),
    // The globals are the host's.
    { overrideGlobalObjects: false },
  );
  return async (request, response) => {
    if (request.readableEnded || 'body' in request) throw new PerksError('BODY_ALREADY_READ');
    const { url = '' } = request;
    const query = url.indexOf('?');
    const route = perks.plain(request.method, query < 0 ? url : url.slice(0, query));
    if (!route) return listener(request, response);

    const { status, headers, body } = await route(plainRequest(request), {
      remoteAddress: request.socket?.remoteAddress,
    });
    response.writeHead(status, [...headers, 'content-length', String(Buffer.byteLength(body))]);
    response.end(body);
    if (!request.complete) drain(request);
  };
}

/** How long what is left of a refused body may still come, ms: who is cut off while sending cannot read why. */
const PATIENCE = 500;

function drain(request: IncomingMessage): void {
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, PATIENCE).unref();
}
