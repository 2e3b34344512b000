import { gzipSync } from 'node:zlib';
import { readImports } from '../floors/read-imports.mjs';

// A size limit would notice a server's file in the bundle late and vaguely; these words notice it at once and by name.
const SERVER_ONLY = ['api.v-dar.ru', 'lpmotor', 'X-API-Key', 'X-Api-User-Id', 'apikey', 'Authorization', 'node:'];
// Both break a page whose content security policy forbids eval.
const NO_EVAL = [/\beval\s*\(/, /\bnew Function\b/];

/**
 * Checks the file of the script tag: self-contained, small, and without anything that belongs on a server.
 *
 * @param {string} text The bundle
 * @param {{limit: number}} options `limit` in bytes after gzip -9
 * @returns {{faults: string[], gzip: number}}
 */
export function checkBundle(text, { limit }) {
  const gzip = gzipSync(text, { level: 9 }).length;
  const lower = text.toLowerCase();
  const { imports } = readImports('bundle.js', text);
  const faults = [
    ...imports.map(({ specifier }) => `imports ${specifier ?? 'a computed module'}: one file must hold everything`),
    ...SERVER_ONLY.filter((word) => lower.includes(word.toLowerCase())).map((word) => `contains "${word}"`),
    ...NO_EVAL.filter((pattern) => pattern.test(text)).map((pattern) => `matches ${pattern}`),
  ];
  if (!/customElements/.test(text)) faults.push('registers no element');
  if (gzip > limit) faults.push(`weighs ${gzip} bytes after gzip, ${gzip - limit} over the limit of ${limit}`);
  return { faults, gzip };
}
