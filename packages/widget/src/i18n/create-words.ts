import { formatMoney } from './format-money.ts';
import { findLocale } from './locale-registry.ts';
import type { MessageKey, Messages } from './messages.ts';

/** Something that is wrong. */
export interface Wrong {
  readonly of: string;
  readonly code: string;
  /** The code that was better for the shopper. */
  readonly kept?: string | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

/** Words and numbers of one language. */
export interface Words {
  /** BCP 47 tag of the language that is really spoken. */
  readonly tag: string;
  /** The sentence for a key; for a code that this version has no words for, the sentence for `other`. */
  say(key: MessageKey | `step_${string}`, values?: Readonly<Record<string, string>>): string;
  say(code: string, values: Readonly<Record<string, string>>, other: MessageKey): string;
  /** What a field takes, as a label: "Gift code, promo code or phone". */
  list(keys: readonly MessageKey[]): string;
  /** What is wrong: `code` is a reason why a code was refused where it is `of` that, else an error. */
  problem(problem: Wrong): string;
  /** `amount` in minor units. */
  money(amount: number, currency: string): string;
  /** `rate` in hundredths of a percent. */
  percent(rate: number): string;
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
  const say = (key: string, values: Readonly<Record<string, string>> = {}, other?: MessageKey) =>
    (messages[key] ?? messages[other ?? ''] ?? '').replace(/{(\w+)}/g, (_, name: string) => values[name] ?? '');
  const after = (seconds: number) => {
    const unit = seconds < 60 ? 'second' : 'minute';
    return new Intl.RelativeTimeFormat(tag).format(Math.ceil(unit === 'second' ? seconds : seconds / 60), unit);
  };
  return {
    tag,
    say,
    list: (keys) => {
      const list = keys.map((key) => say(key)).join(', ');
      return list.slice(0, 1).toUpperCase() + list.slice(1).replace(/, (?=[^,]*$)/, say('or'));
    },
    percent: (rate) =>
      new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 }).format(rate / 1e4).replace('-', '−'),
    money: (amount, currency) => formatMoney(amount, currency, tag),
    after,
    problem: ({ of, code, kept = '', retryAfter }) => {
      const time = retryAfter ? after(retryAfter) : say('later');
      return say(kept ? 'kept' : code, { time, kept }, of === 'code' ? 'otherReason' : 'otherError');
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
