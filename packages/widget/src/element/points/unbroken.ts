/** A masked phone that stays on one line: `+7 ••• •••-••-67`. */
export function unbroken(hint: string): string {
  return hint.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
}
