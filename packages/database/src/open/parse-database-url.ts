import { fileURLToPath } from 'node:url';
import { DatabaseError } from '../contract/database-error.ts';

export type DatabaseLocation =
  | { readonly kind: 'sqlite-file'; readonly path: string }
  | { readonly kind: 'sqlite-memory' }
  | { readonly kind: 'postgres'; readonly url: string };

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const FORMS = 'write file:shop.db, file:/var/lib/shop.db, file::memory: or postgres://user:password@host/shop';

/**
 * Tells what a database address points to.
 *
 * A URL of another kind than `file:` may hold a password, so no error repeats more of it than its scheme.
 *
 * @throws {DatabaseError} `DATABASE_URL_INVALID`, `DATABASE_UNSUPPORTED`
 */
export function parseDatabaseUrl(url: string): DatabaseLocation {
  const scheme = typeof url === 'string' ? SCHEME.exec(url)?.[1]?.toLowerCase() : undefined;
  if (scheme === undefined) {
    throw new DatabaseError('DATABASE_URL_INVALID', `A database is addressed by a URL: ${FORMS}`);
  }
  if (scheme === 'postgres' || scheme === 'postgresql') return { kind: 'postgres', url: checkPostgresUrl(url) };
  if (scheme !== 'file') {
    throw new DatabaseError('DATABASE_UNSUPPORTED', `No database is known for "${scheme}:" URLs: ${FORMS}`);
  }

  const rest = url.slice('file:'.length);
  if (rest === ':memory:') return { kind: 'sqlite-memory' };
  if (/[?#]/.test(rest)) {
    throw new DatabaseError('DATABASE_URL_INVALID', 'A file: URL of a database takes no parameters (? or #)');
  }
  let path: string;
  try {
    path = rest.startsWith('//') ? fileURLToPath(url) : decodeURIComponent(rest);
  } catch (cause) {
    throw new DatabaseError('DATABASE_URL_INVALID', `This file: URL names no file: ${FORMS}`, { cause });
  }
  if (path === '' || path.includes('\0') || /[/\\]$/.test(path)) {
    throw new DatabaseError('DATABASE_URL_INVALID', `This file: URL names no file: ${FORMS}`);
  }
  return { kind: 'sqlite-file', path };
}

/** The parser's own error would repeat the URL, and it is given no chance to. */
function checkPostgresUrl(url: string): string {
  try {
    const { username, password, pathname } = new URL(url);
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    if (/^[a-z]+:\/\//i.test(url)) return url;
  } catch {
    // Told below, for both.
  }
  const message = 'This postgres: URL cannot be read: write # / ? @ % in a user or password as %23 %2F %3F %40 %25';
  throw new DatabaseError('DATABASE_URL_INVALID', message);
}
