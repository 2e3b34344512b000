import { createHash, randomBytes } from 'node:crypto';

const KEY = /^[\x21-\x7e]{16,256}$/;

/** Makes a key of 256 random bits, in characters that are safe in headers and shells. */
export function newApiKey(): string {
  return randomBytes(32).toString('base64url');
}

/** Tells whether a string may serve as a key: 16 to 256 printable ASCII characters without spaces. */
export function isApiKey(text: unknown): text is string {
  return typeof text === 'string' && KEY.test(text);
}

/** Hashes a key for storage. A key is long and random, so a plain SHA-256 cannot be reversed by guessing. */
export function hashApiKey(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex');
}
