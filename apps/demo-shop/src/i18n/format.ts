import type { Language } from './language.ts';

const LOCALES: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };

/** Formats kopecks as roubles, without a fraction if there is none: `1 290 ₽`, `₽1,290`. */
export function formatMoney(language: Language, amount: number): string {
  const digits = amount % 100 === 0 ? 0 : 2;
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 100);
}

/** Formats hundredths of a percent: 1050 is `10,5 %`, `10.5%`. */
export function formatPercent(language: Language, basisPoints: number): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 2 }).format(
    basisPoints / 10_000,
  );
}

/** Formats the date of a moment (ms). */
export function formatDay(language: Language, at: number): string {
  return new Intl.DateTimeFormat(LOCALES[language], { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** Formats a number with the right plural form, for instance `1 товар`, `2 товара`, `5 товаров`. */
export function plural(language: Language, count: number, words: Partial<Record<Intl.LDMLPluralRule, string>>): string {
  const rule = new Intl.PluralRules(LOCALES[language]).select(count);
  return `${count} ${words[rule] ?? words.other ?? words.many ?? ''}`;
}
