import pg from 'pg';
import { DatabaseError } from '../contract/database-error.ts';

const BOOL = 16;
const INT8 = 20;
const NUMERIC = 1700;

/**
 * How values are read, so that they look as they do on SQLite: counts, sums and int8 are numbers, and a comparison is 1 or
 * 0. Values come as text.
 */
export function parserOf(type: number, format?: 'text' | 'binary'): (text: string) => unknown {
  switch (type) {
    case BOOL:
      return (text) => (text === 't' ? 1 : 0);
    case INT8:
      return parseInteger;
    case NUMERIC:
      return (text) => (/^-?\d+$/.test(text) ? parseInteger(text) : Number(text));
    default:
      return pg.types.getTypeParser(type, format === 'binary' ? 'text' : format);
  }
}

/** @throws {DatabaseError} `DATABASE_INTEGER_TOO_LARGE` rather than losing digits */
function parseInteger(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new DatabaseError('DATABASE_INTEGER_TOO_LARGE', 'A stored integer is too large to be read exactly');
}
