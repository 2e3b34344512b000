import { PerksError } from '@checkout-perks/core/errors';
import type { PlainRequest } from './plain-route.ts';

/**
 * Reads a JSON body.
 *
 * @param request The request
 * @param maxBytes Largest body, bytes
 * @throws {PerksError} `UNSUPPORTED_MEDIA_TYPE`, `BODY_TOO_LARGE`, `INVALID_JSON`
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  return readPlainJson({ headers: request.headers, bytes: () => bytesOf(request, maxBytes) }, maxBytes);
}

/** Reads a JSON body, as {@link readJson}. */
export async function readPlainJson(
  { headers, bytes }: Pick<PlainRequest, 'headers' | 'bytes'>,
  maxBytes: number,
): Promise<unknown> {
  const type = headers.get('content-type') ?? '';
  if (type !== 'application/json' && type.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    throw new PerksError('UNSUPPORTED_MEDIA_TYPE');
  }
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw new PerksError('BODY_TOO_LARGE');
  const read = await bytes(maxBytes);
  try {
    return JSON.parse(utf8.decode(read));
  } catch {
    throw new PerksError('INVALID_JSON');
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body's bytes. One of a declared length is read as a whole, which takes a fraction of what a stream costs.
 *
 * @throws {PerksError} `BODY_TOO_LARGE`; `INVALID_JSON` for a body that breaks off, which is the sender's doing, and nothing to
 *   wake an operator for
 */
export async function bytesOf(request: Request, maxBytes: number): Promise<Uint8Array | ArrayBuffer> {
  if (request.headers.get('content-length') === null) return readStream(request, maxBytes);
  const bytes = await request.arrayBuffer().catch(brokenOff);
  if (bytes.byteLength > maxBytes) throw new PerksError('BODY_TOO_LARGE');
  return bytes;
}

async function readStream(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(brokenOff);
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new PerksError('BODY_TOO_LARGE');
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function brokenOff(): never {
  throw new PerksError('INVALID_JSON');
}

/**
 * Reads a JSON body where there may be none: what the headers say of that differs from client to client, and a request made in
 * this process has no such headers at all.
 *
 * @returns Nothing for a request without a body
 * @throws {PerksError} as {@link readJson}
 */
export async function readOptionalJson(request: Request, maxBytes: number): Promise<unknown> {
  const { headers } = request;
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw new PerksError('BODY_TOO_LARGE');
  const read = request.body === null ? new Uint8Array() : await bytesOf(request, maxBytes);
  return read.byteLength === 0 ? undefined : readPlainJson({ headers, bytes: async () => read }, maxBytes);
}
