import { describe, expect, it } from 'vitest';
import { typedAs } from './typed-as.ts';

describe('typedAs', () => {
  it('says nothing of spaces, dashes and case', () => {
    expect(typedAs(' abcd-1234 efgh\u200b')).toBeUndefined();
  });

  it('tells, masked, of another keyboard layout and of look-alikes', () => {
    expect(typedAs('пшае1234фисв')).toBe('••••ФИСВ');
    expect(typedAs('АВСЕ1234НКМО')).toBe('••••НКМО');
  });
});
