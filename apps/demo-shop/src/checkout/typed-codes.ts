/** Most codes that are looked at in one checkout. */
export const MAX_CODES = 5;

/** Splits what was typed into the plain code field. Spaces and dashes belong to a code; commas and the like part two. */
export function typedCodes(typed: unknown): string[] {
  if (typeof typed !== 'string') return [];
  return typed
    .split(/[,;\r\n]+/)
    .map((code) => code.trim())
    .filter((code) => code !== '')
    .map((code) => code.slice(0, 256));
}
