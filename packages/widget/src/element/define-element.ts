/**
 * Registers a form-associated element, unless the name is taken: by an earlier call, or by another copy of the script on
 * the same page. It does nothing without a DOM, and in browsers that know no such elements: there the page's own fallback
 * stays as it is.
 */
export function defineElement(name: string, element: CustomElementConstructor): void {
  const registry = globalThis.customElements;
  if (registry && 'attachInternals' in HTMLElement.prototype && !registry.get(name)) registry.define(name, element);
}
