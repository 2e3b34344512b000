import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from './parse-database-url.ts';

const codeOf = (url: unknown) => {
  try {
    return parseDatabaseUrl(url as string).kind;
  } catch (error) {
    return (error as { code: unknown }).code;
  }
};

describe('parseDatabaseUrl', () => {
  it.each([
    ['file:shop.db', 'shop.db'],
    ['file:./data/shop.db', './data/shop.db'],
    ['file:../shop.db', '../shop.db'],
    ['file:/var/lib/shop.db', '/var/lib/shop.db'],
    ['file:///var/lib/shop.db', '/var/lib/shop.db'],
    ['file:///var/my%20shop.db', '/var/my shop.db'],
    ['file:my%20shop.db', 'my shop.db'],
    ['FILE:shop.db', 'shop.db'],
  ])('%s is the file %s', (url, path) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'sqlite-file', path });
  });

  it('knows memory', () => {
    expect(codeOf('file::memory:')).toBe('sqlite-memory');
  });

  it.each([
    'postgres://localhost/shop',
    'postgresql://localhost/shop',
    'POSTGRES://localhost',
    'postgres://shop:p%40ss%2Fword@db.example:6432/shop?sslmode=require',
    'postgres:///shop?host=/var/run/postgresql',
    'postgres://[::1]/shop',
  ])('%s is of PostgreSQL', (url) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'postgres', url });
  });

  it.each([
    'postgres:',
    'postgres:shop',
    'postgres://shop:hunter2@localhost:port/shop',
    'postgres://shop:hunter2#@localhost/shop',
    'postgres://shop:hunter2%@localhost/shop',
  ])('%s is invalid, and its password is not repeated', (url) => {
    expect(codeOf(url)).toBe('DATABASE_URL_INVALID');
    const thrown = (() => {
      try {
        return parseDatabaseUrl(url);
      } catch (error) {
        return error;
      }
    })();
    expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain('hunter2');
  });

  it.each([
    '',
    'shop.db',
    '/var/lib/shop.db',
    ':memory:',
    'file:',
    'file://',
    'file:data/',
    'file:///data/',
    'file:shop.db?mode=ro',
    'file:shop.db#1',
    'file:%E0%A4%A.db',
    'file:a%00b.db',
    'file://elsewhere/shop.db',
    undefined,
    42,
  ])('%j is invalid', (url) => {
    expect(codeOf(url)).toBe('DATABASE_URL_INVALID');
  });

  it('names the scheme it does not speak, and nothing else of the URL', () => {
    expect(codeOf('mysql://root:hunter2@localhost/shop')).toBe('DATABASE_UNSUPPORTED');
    expect(() => parseDatabaseUrl('mysql://root:hunter2@localhost/shop')).toThrow(/^(?!.*hunter2).*"mysql:"/);
  });
});
