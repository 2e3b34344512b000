import { describe, expect, it } from 'vitest';
import { pickLanguage } from './language.ts';

describe('pickLanguage', () => {
  it('keeps what the visitor chose, whatever the browser says', () => {
    expect(pickLanguage('en', 'ru-RU,ru;q=0.9')).toBe('en');
  });

  it('takes the best of the languages that the shop has', () => {
    expect(pickLanguage(undefined, 'de-DE,de;q=0.9,en;q=0.5,ru;q=0.4')).toBe('en');
    expect(pickLanguage(undefined, 'en;q=0.3, ru;q=0.8')).toBe('ru');
  });

  it('does not take a language that is refused with q=0', () => {
    expect(pickLanguage(undefined, 'en;q=0, fr')).toBe('ru');
  });

  it('falls back to Russian on nothing and on rubbish', () => {
    expect(pickLanguage(undefined, undefined)).toBe('ru');
    expect(pickLanguage('tlh', ';;;,q=')).toBe('ru');
  });
});
