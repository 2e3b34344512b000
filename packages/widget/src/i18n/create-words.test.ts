import { describe, expect, it } from 'vitest';
import { en } from '../locales/en.ts';
import { ru } from '../locales/ru.ts';
import { createWords } from './create-words.ts';
import { registerLocale } from './locale-registry.ts';

const plain = (text: string) => text.replace(/\s/g, ' ');

describe('createWords', () => {
  it('finds the words of the language, whatever the region and the spelling of the tag', () => {
    for (const lang of ['ru', 'ru-RU', 'RU', 'ru_BY']) expect(createWords(lang).say('label')).toBe(ru.label);
    expect(createWords('ru_BY').tag).toBe('ru-BY');
  });

  it('speaks English where it knows nothing better, or the tag is none', () => {
    for (const lang of ['', 'fr', 'x', 'not a tag', 'en-US']) expect(createWords(lang).say('label')).toBe(en.label);
    expect(createWords('fr').tag).toBe('en');
  });

  it('prefers words registered for the very tag', () => {
    registerLocale('pt', { ...en, label: 'pt' });
    registerLocale('pt-BR', { ...en, label: 'pt-BR' });
    expect(createWords('pt-br').say('label')).toBe('pt-BR');
    expect(createWords('pt-PT').say('label')).toBe('pt');
  });

  it('falls back for codes without words, also for those that are names of object methods', () => {
    const { say } = createWords('en');
    expect(say('discount_code_of_tomorrow', {}, 'otherReason')).toBe(en.otherReason);
    expect(say('constructor', {}, 'otherError')).toBe(en.otherError);
    expect(say('__proto__', {}, 'otherError')).toBe(en.otherError);
  });

  it('fills places, and keeps what looks like one in the values', () => {
    expect(createWords('en').say('dropped', { code: '{reason}', reason: 'No.' })).toBe(
      'Code {reason} is no longer applied. No.',
    );
  });

  it('writes money exactly, without needless zeros and with a true minus', () => {
    const { money } = createWords('ru');
    expect(plain(money(129000, 'RUB'))).toBe('1 290 ₽');
    expect(plain(money(129050, 'RUB'))).toBe('1 290,50 ₽');
    expect(plain(money(-5, 'RUB'))).toBe('−0,05 ₽');
    expect(plain(money(-0, 'RUB'))).toBe('0 ₽');
    expect(plain(money(1290, 'JPY'))).toBe('1 290 ¥');
    expect(plain(money(Number.MAX_SAFE_INTEGER, 'RUB'))).toBe('90 071 992 547 409,91 ₽');
    expect(createWords('en').money(100500, 'USD')).toBe('$1,005');
  });

  it('says spans of time in the right case, rounded up', () => {
    expect(createWords('ru').after(1)).toBe('через 1 секунду');
    expect(createWords('ru').after(61)).toBe('через 2 минуты');
    expect(createWords('en').after(30)).toBe('in 30 seconds');
  });
});
