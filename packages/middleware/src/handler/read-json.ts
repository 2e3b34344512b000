import { PerksError } from '@checkout-perks/core/errors';

/**
 * Reads a JSON body.
 *
 * @param request The request
 * @param maxBytes Largest body, bytes
 * @throws {PerksError} `UNSUPPORTED_MEDIA_TYPE`, `BODY_TOO_LARGE`, `INVALID_JSON`
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new PerksError('UNSUPPORTED_MEDIA_TYPE');
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new PerksError('BODY_TOO_LARGE');

  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    // A body that breaks off is the sender's doing, and nothing to wake an operator for.
    const { done, value } = await reader.read().catch(() => {
      throw new PerksError('INVALID_JSON');
    });
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new PerksError('BODY_TOO_LARGE');
    }
    chunks.push(value);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new PerksError('INVALID_JSON');
  }
}

/** Tells whether a request brings no body. */
export function isEmpty({ headers }: Request): boolean {
  return (
    (headers.get('content-length') ?? '0') === '0' && !headers.has('transfer-encoding') && !headers.has('content-type')
  );
}
