import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Perks } from '../create-perks.ts';
import { createNodeHandler } from './node.ts';

/** A middleware function of Express 4 and 5, typed by what it uses. */
export type ExpressMiddleware = (
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Mounts the middleware in Express: `app.use(perksRouter(perks))`, before `express.json()`. Requests outside its mount path
 * go on to the shop's own routes.
 */
export function perksRouter(perks: Pick<Perks, 'fetch' | 'plain' | 'basePath'>): ExpressMiddleware {
  const handle = createNodeHandler(perks);
  return (request, response, next) => {
    const url = request.originalUrl ?? request.url ?? '';
    const path = url.split('?')[0] ?? '';
    if (path !== perks.basePath && !path.startsWith(`${perks.basePath}/`)) return next();
    const within = request.url;
    request.url = url;
    handle(request, response).catch((thrown: unknown) => {
      // Express goes on from the path as it gave it to us.
      if (within !== undefined) request.url = within;
      next(thrown);
    });
  };
}
