import type { IncomingMessage } from 'node:http';
import { PerksError } from '@checkout-perks/core/errors';
import type { PlainRequest } from '../create-perks.ts';

/** A request of `node:http`, handed over as it is. */
export function plainRequest(incoming: IncomingMessage): PlainRequest {
  return {
    headers: {
      get(name) {
        const value = incoming.headers[name];
        return (Array.isArray(value) ? value.join(', ') : value) ?? null;
      },
    },
    bytes: (maxBytes) => bytesOf(incoming, maxBytes),
    standard: () => standardOf(incoming),
  };
}

function bytesOf(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= maxBytes) return;
      incoming.off('data', take);
      reject(new PerksError('BODY_TOO_LARGE'));
    };
    const brokenOff = () => {
      // Every request is closed at some time.
      if (!incoming.complete) reject(new PerksError('INVALID_JSON'));
    };
    incoming
      .on('data', take)
      .on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
      .on('error', brokenOff)
      .on('close', brokenOff);
  });
}

function standardOf({ method = 'GET', url = '/', headers, rawHeaders, socket }: IncomingMessage): Request {
  const given = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    // Those of HTTP/2 that are none.
    if (!name.startsWith(':')) given.append(name, value);
  }
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  const host = headers.host ?? headers[':authority'];
  try {
    return new Request(`${scheme}://${host}${url}`, { method, headers: given });
  } catch {
    throw new PerksError('INVALID_REQUEST', { details: { path: 'host' } });
  }
}
