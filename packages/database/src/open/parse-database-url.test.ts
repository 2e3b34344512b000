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

  it('knows memory and PostgreSQL', () => {
    expect(codeOf('file::memory:')).toBe('sqlite-memory');
    expect(codeOf('postgres://localhost/shop')).toBe('postgres');
    expect(codeOf('postgresql://localhost/shop')).toBe('postgres');
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
