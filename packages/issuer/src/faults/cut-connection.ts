const cuts = new WeakSet<object>();

/**
 * Creates the error that `fetch` throws when a connection breaks: `ECONNRESET` for an open one, `ECONNREFUSED` if there never
 * was one. A server on a port has to break the connection itself; see {@link isCutConnection}.
 */
export function cutConnection(code: 'ECONNRESET' | 'ECONNREFUSED' = 'ECONNRESET'): TypeError {
  const syscall = code === 'ECONNREFUSED' ? 'connect' : 'read';
  const cause = Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
  const cut = new TypeError('fetch failed', { cause });
  cuts.add(cut);
  return cut;
}

/** Tells whether an error came from a fault that cuts the connection. */
export function isCutConnection(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && cuts.has(thrown);
}
