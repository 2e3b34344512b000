import { createHash, randomBytes } from 'node:crypto';

/** Makes a key of 256 random bits, in letters that every header and shell takes. */
export function newApiKey(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a key. A key is long and random, so a plain SHA-256 cannot be run backwards. */
export function hashApiKey(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex');
}
