import type { Context, MiddlewareHandler } from 'hono';

/** What {@link limitBody} leaves for the handlers behind it. */
export interface WithBody {
  /** The body of the request, whole. */
  body: Uint8Array;
}

/**
 * Reads a body of at most `maxSize` bytes. Hono's own limit wraps the request anew when the size is not declared, which the
 * requests of a Node server do not stand: every chunked body would fail.
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
