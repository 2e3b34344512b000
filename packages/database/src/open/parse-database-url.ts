import { fileURLToPath } from 'node:url';
import { DatabaseError } from '../contract/database-error.ts';

export type DatabaseLocation =
  | { readonly kind: 'sqlite-file'; readonly path: string }
  | { readonly kind: 'sqlite-memory' }
  | { readonly kind: 'postgres' };

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const FORMS = 'write file:shop.db, file:/var/lib/shop.db or file::memory:';

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
  if (scheme === 'postgres' || scheme === 'postgresql') return { kind: 'postgres' };
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
