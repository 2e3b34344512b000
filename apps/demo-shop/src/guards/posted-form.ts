import type { Context } from 'hono';

const MAX_BYTES = 64 * 1024;

/** Reads a posted form. Returns `undefined` for any other body, or one that is too large. */
export async function postedForm(context: Context): Promise<FormData | undefined> {
  const type = context.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return undefined;
  try {
    const body = await readUpTo(context.req.raw.body, MAX_BYTES);
    return body && (await new Response(body, { headers: { 'content-type': type } }).formData());
  } catch {
    return undefined;
  }
}

async function readUpTo(
  stream: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
