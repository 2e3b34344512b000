import { gzipSync } from 'node:zlib';
import { readImports } from '../floors/read-imports.mjs';

// A size limit would notice a server's file in the bundle late and vaguely; these words notice it at once and by name.
const SERVER_ONLY = ['api.v-dar.ru', 'lpmotor', 'X-API-Key', 'X-Api-User-Id', 'apikey', 'Authorization', 'node:'];
// Both break a page whose content security policy forbids eval.
const NO_EVAL = [/\beval\s*\(/, /\bnew Function\b/];

/**
 * Checks a file of the script tag: small, without anything that belongs on a server, and needing nothing but the files
 * that it loads later from beside itself.
 *
 * @param {string} text The bundle
 * @param {{limit: number, later?: string[], registers?: boolean}} options `limit` in bytes after gzip -9; `later` names
 *   the files that it may import when they are needed; `registers`: whether it is to register an element
 * @returns {{faults: string[], gzip: number}}
 */
export function checkBundle(text, { limit, later = [], registers = true }) {
  const gzip = gzipSync(text, { level: 9 }).length;
  const lower = text.toLowerCase();
  const alone = later.reduce((rest, name) => rest.replaceAll(`import(\`./${name}\`)`, '0'), text);
  const { imports } = readImports('bundle.js', alone);
  const faults = [
    ...imports.map(({ specifier }) => `imports ${specifier ?? 'a computed module'}: one file must hold everything`),
    ...SERVER_ONLY.filter((word) => lower.includes(word.toLowerCase())).map((word) => `contains "${word}"`),
    ...NO_EVAL.filter((pattern) => pattern.test(text)).map((pattern) => `matches ${pattern}`),
  ];
  if (registers && !/customElements/.test(text)) faults.push('registers no element');
  if (gzip > limit) faults.push(`weighs ${gzip} bytes after gzip, ${gzip - limit} over the limit of ${limit}`);
  return { faults, gzip };
}
