/**
 * Finds the language of an element: its own `lang`, else that of what it stands in, across shadow roots, else the
 * browser's.
 */
export function findLanguage(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return lang || (host ? findLanguage(host) : navigator.language);
}
