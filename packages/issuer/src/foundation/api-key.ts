import { createHash, randomBytes } from 'node:crypto';

const KEY = /^[\x21-\x7e]{16,256}$/;

/** Makes a key of 256 random bits, in letters that every header and shell takes. */
export function newApiKey(): string {
  return randomBytes(32).toString('base64url');
}

/** Tells whether a string may serve as a key: 16 to 256 printable ASCII characters without spaces. */
export function isApiKey(text: unknown): text is string {
  return typeof text === 'string' && KEY.test(text);
}

/** What the database keeps of a key. A key is long and random, so a plain SHA-256 cannot be run backwards. */
export function hashApiKey(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex');
}
