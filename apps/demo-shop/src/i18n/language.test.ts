import { describe, expect, it } from 'vitest';
import { pickLanguage } from './language.ts';

describe('pickLanguage', () => {
  it('prefers the visitor’s choice to the browser’s languages', () => {
    expect(pickLanguage('en', 'ru-RU,ru;q=0.9')).toBe('en');
  });

  it('picks the best match among the shop’s languages', () => {
    expect(pickLanguage(undefined, 'de-DE,de;q=0.9,en;q=0.5,ru;q=0.4')).toBe('en');
    expect(pickLanguage(undefined, 'en;q=0.3, ru;q=0.8')).toBe('ru');
  });

  it('ignores a language with q=0', () => {
    expect(pickLanguage(undefined, 'en;q=0, fr')).toBe('ru');
  });

  it('falls back to Russian for a missing or invalid header', () => {
    expect(pickLanguage(undefined, undefined)).toBe('ru');
    expect(pickLanguage('tlh', ';;;,q=')).toBe('ru');
  });
});
