const cuts = new WeakSet<object>();

/**
 * What `fetch` throws when a connection breaks: `ECONNRESET` on an open one, `ECONNREFUSED` when there never was one. A server
 * on a port has to break the connection itself; see {@link isCutConnection}.
 */
export function cutConnection(code: 'ECONNRESET' | 'ECONNREFUSED' = 'ECONNRESET'): TypeError {
  const syscall = code === 'ECONNREFUSED' ? 'connect' : 'read';
  const cause = Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
  const cut = new TypeError('fetch failed', { cause });
  cuts.add(cut);
  return cut;
}

/** Tells a connection that a fault cut from an error. */
export function isCutConnection(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && cuts.has(thrown);
}
