const GRAMMAR = /^[A-Za-z0-9_-]{4,64}$/;
const ROUTES_OF_V_DAR = new Set(['generate', 'activate']);

/**
 * Tells whether a string can be a gift code at all. Nothing else ever enters a provider's path: an empty code would turn
 * "check this code" into "list all codes", and dots would climb out of it (V-DAR traps, `docs/providers.md`).
 *
 * @param code The normalised code
 */
export function isGiftCode(code: string): boolean {
  // A caller without types may pass `undefined`, which as a text would fit the grammar.
  return typeof code === 'string' && GRAMMAR.test(code) && !ROUTES_OF_V_DAR.has(code.toLowerCase());
}
