import type { IncomingMessage, ServerResponse } from 'node:http';
import { PerksError } from '@checkout-perks/core/errors';
import { getRequestListener } from '@hono/node-server';
import type { Perks } from '../create-perks.ts';

/** A listener of `node:http`. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Mounts the middleware on `node:http`: `createServer(createNodeHandler(perks))`. It answers every request that it is
 * given, so in a larger server hand it only those below `perks.basePath`.
 *
 * @returns A listener. It rejects with `BODY_ALREADY_READ` when a body parser ran before it: mount it first
 */
export function createNodeHandler(perks: Pick<Perks, 'fetch'>): NodeHandler {
  const listener = getRequestListener(
    (request, env) => perks.fetch(request, { remoteAddress: remoteAddressOf(env.incoming) }),
    { overrideGlobalObjects: false },
  );
  return async (request, response) => {
    if (request.readableEnded || 'body' in request) throw new PerksError('BODY_ALREADY_READ');
    await listener(request, response);
  };
}

function remoteAddressOf(incoming: unknown): string | undefined {
  return (incoming as IncomingMessage).socket?.remoteAddress;
}
