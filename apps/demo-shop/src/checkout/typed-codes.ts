/** Largest number of codes in one checkout. */
export const MAX_CODES = 5;

/** Splits the text of the plain code field. Commas, semicolons and line breaks separate codes; spaces and dashes do not. */
export function typedCodes(typed: unknown): string[] {
  if (typeof typed !== 'string') return [];
  return typed
    .split(/[,;\r\n]+/)
    .map((code) => code.trim())
    .filter((code) => code !== '')
    .map((code) => code.slice(0, 256));
}
