import type { Context, MiddlewareHandler } from 'hono';

/** The variable that {@link limitBody} sets for the handlers after it. */
export interface WithBody {
  /** The complete body of the request. */
  body: Uint8Array;
}

/**
 * Reads a body of at most `maxSize` bytes. Hono's own limit builds a second `Request` when no size is declared. On a Node
 * server that fails for every chunked body.
 */
export function limitBody(
  maxSize: number,
  onTooLarge: (c: Context) => Response,
): MiddlewareHandler<{ Variables: WithBody }> {
  return async (c, next) => {
    const body = await readWithin(c.req.raw, maxSize);
    if (!body) return onTooLarge(c);
    c.set('body', body);
    return next();
  };
}

async function readWithin(request: Request, maxSize: number): Promise<Uint8Array | undefined> {
  const { headers } = request;
  if (headers.has('content-length') && !headers.has('transfer-encoding')) {
    if (Number(headers.get('content-length')) > maxSize) return undefined;
    const body = new Uint8Array(await request.arrayBuffer());
    return body.byteLength > maxSize ? undefined : body;
  }

  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxSize) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Parses a body as strict JSON: valid UTF-8, no comments, no trailing commas. Returns `undefined` if it is not. */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}
