import type { HonoRequest } from 'hono';

/** Reads a body as strict JSON: UTF-8 without faults, no comments, no trailing commas. `undefined` when it is none. */
export async function readJson(request: HonoRequest): Promise<unknown> {
  const bytes = await request.arrayBuffer();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
