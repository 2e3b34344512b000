import { formatMoney } from './format-money.ts';
import { findLocale } from './locale-registry.ts';
import type { MessageKey, Messages } from './messages.ts';

/** Words and numbers of one language. */
export interface Words {
  /** BCP 47 tag of the language that is really spoken. */
  readonly tag: string;
  /** The sentence for a key; for a code that this version has no words for, the sentence for `other`. */
  say(key: MessageKey, values?: Readonly<Record<string, string>>): string;
  say(code: string, values: Readonly<Record<string, string>>, other: MessageKey): string;
  /** `amount` in minor units. */
  money(amount: number, currency: string): string;
  /** A span of time from now, such as "in 2 minutes", rounded up. */
  after(seconds: number): string;
}

/**
 * Finds the words for a language: those for the very tag, else for its language, else English.
 *
 * @param lang BCP 47 tag, as found in a `lang` attribute
 */
export function createWords(lang: string): Words {
  const wanted = lang.replaceAll('_', '-');
  const found = isTag(wanted) ? (findLocale(wanted) ?? findLocale(wanted.split('-', 1)[0] ?? '')) : undefined;
  const tag = found ? wanted : 'en';
  // English below: a language registered for another version may lack a sentence. No prototype: keys come from the wire.
  const messages: Partial<Messages & Record<string, string>> = Object.assign(
    Object.create(null),
    findLocale('en'),
    found,
  );
  return {
    tag,
    say: (key: string, values: Readonly<Record<string, string>> = {}, other?: MessageKey) =>
      (messages[key] ?? messages[other ?? ''] ?? '').replace(/{(\w+)}/g, (_, name: string) => values[name] ?? ''),
    money: (amount, currency) => formatMoney(amount, currency, tag),
    after: (seconds) => {
      const format = new Intl.RelativeTimeFormat(tag);
      return seconds < 60
        ? format.format(Math.ceil(seconds), 'second')
        : format.format(Math.ceil(seconds / 60), 'minute');
    },
  };
}

function isTag(tag: string): boolean {
  try {
    return !!new Intl.Locale(tag);
  } catch {
    return false;
  }
}
