import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

describe('ownPath', () => {
  it('accepts paths of the shop', () => {
    expect(ownPath('/goods/teapot?x=1')).toBe('/goods/teapot?x=1');
  });

  it('replaces paths to other sites', () => {
    const elsewhere = ['//evil.example', '/\\evil.example', 'https://evil.example', 'evil', '', '/a\nb', '/a\\b', null];
    for (const path of elsewhere) expect(ownPath(path), String(path)).toBe('/');
  });
});
