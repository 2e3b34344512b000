const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a body as strict JSON: UTF-8 without faults, no comments, no trailing commas. `undefined` when it is none. */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}
