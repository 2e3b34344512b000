/**
 * Hides a gift code but for its end, as it may be shown and stored: `ABC123XYZ789DEF456GH` is `••••56GH`.
 *
 * @param code The full code
 * @returns Four dots and the last four characters; the last two of a code shorter than twelve, none of one shorter than four
 */
export function maskCode(code: string): string {
  const characters = Array.from(code);
  const shown = characters.length < 4 ? 0 : characters.length < 12 ? 2 : 4;
  return `••••${characters.slice(characters.length - shown).join('')}`;
}
