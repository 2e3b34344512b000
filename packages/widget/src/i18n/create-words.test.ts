import { describe, expect, it } from 'vitest';
import { en } from '../locales/en.ts';
import { ru } from '../locales/ru.ts';
import { createWords } from './create-words.ts';
import { laterWords as laterEn } from './later-en.ts';
import { laterWords as laterRu } from './later-ru.ts';
import { addWords, registerLocale } from './locale-registry.ts';

const plain = (text: string) => text.replace(/\s/g, ' ');

describe('createWords', () => {
  it('finds the words of the language, whatever the region and the spelling of the tag', () => {
    for (const lang of ['ru', 'ru-RU', 'RU', 'ru_BY']) expect(createWords(lang).say('apply')).toBe(ru.apply);
    expect(createWords('ru_BY').tag).toBe('ru-BY');
  });

  it('speaks English where it knows nothing better, or the tag is none', () => {
    for (const lang of ['', 'fr', 'x', 'not a tag', 'en-US']) expect(createWords(lang).say('apply')).toBe(en.apply);
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
    expect(say('error_of_tomorrow', {}, 'otherError')).toBe(en.otherError);
    expect(say('constructor', {}, 'otherError')).toBe(en.otherError);
    expect(say('__proto__', {}, 'otherError')).toBe(en.otherError);
  });

  it('fills places, and keeps what looks like one in the values', () => {
    addWords('en', laterEn);
    expect(createWords('en').say('dropped', { code: '{reason}', reason: 'No.' })).toBe(
      'Code {reason} is not applied. No.',
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

  it('names what the field takes, and nothing else', () => {
    const { list } = createWords('en');
    expect(list(['gift', 'promo', 'points'])).toBe('Gift code, promo code or phone');
    expect(list(['promo', 'points'])).toBe('Promo code or phone');
    expect(list(['gift'])).toBe('Gift code');
    expect(createWords('ru').list(['gift', 'promo', 'points'])).toBe('Подарочный код, промокод или телефон');
  });

  it('writes rates with as many decimals as they have', () => {
    expect(createWords('en').percent(-1050)).toBe('−10.5%');
    expect(plain(createWords('ru').percent(700))).toBe('7 %');
  });

  it('adds later words without touching those that a shop has registered', () => {
    registerLocale('ru', { ...ru, applied: 'Свои слова' });
    addWords('ru', laterRu);
    expect(createWords('ru').say('applied')).toBe('Свои слова');
  });
});
