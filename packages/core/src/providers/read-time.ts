/**
 * Reads an ISO 8601 time of a provider's JSON, with or without milliseconds. One without an offset, a bare date among them,
 * counts as UTC (`docs/providers.md`, D).
 *
 * @param text What the provider sent
 * @returns ms since epoch, or `undefined` for what is no time
 */
export function readTime(text: string): number | undefined {
  const match = ISO.exec(text.trim());
  if (!match) return undefined;
  const [, date, time = '00:00', hours = '+00', minutes = '00'] = match;
  const ms = Date.parse(`${date}T${time}${hours}:${minutes}`);
  return Number.isFinite(ms) ? ms : undefined;
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?:Z|([+-]\d\d)(?::?(\d\d))?)?)?$/i;
