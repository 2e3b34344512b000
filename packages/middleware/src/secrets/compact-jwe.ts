import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { NONCE, nextNonce } from './next-nonce.ts';

/** The protected header of every token, and its authenticated form: `{"alg":"dir","enc":"A256GCM"}`. */
const HEADER = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM' })).toString('base64url');
const AUTHENTICATED = Buffer.from(HEADER, 'ascii');
const START = `${HEADER}..`;
const TAG = 16;

/**
 * Encrypts a text as a compact JWE (RFC 7516: `dir`, A256GCM, a fresh nonce). Done at once by Node's own cipher: the same by
 * Web Crypto goes through a thread and takes several times as long (`docs/decisions/0010-one-quote-of-three-providers.md`).
 *
 * @param key A key object of 32 bytes: plain bytes would be made into one again for each token, which takes longer than the rest
 */
export function encryptCompact(key: KeyObject, text: string): string {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(AUTHENTICATED);
  // A mode without padding: everything comes at once, and nothing at the end.
  const body = cipher.update(text, 'utf8');
  cipher.final();
  return `${START}${encoded(nonce)}.${encoded(body)}.${encoded(cipher.getAuthTag())}`;
}

function encoded(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/**
 * Decrypts what {@link encryptCompact} made.
 *
 * @returns Nothing for what was made under another key, or by somebody else, or was changed
 */
export function decryptCompact(key: KeyObject, token: string): string | undefined {
  if (!token.startsWith(START)) return undefined;
  const parts = token.slice(START.length).split('.');
  const [nonce, body, tag, ...more] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (nonce?.length !== NONCE || tag?.length !== TAG || !body || more.length > 0) return undefined;
  // A part that is spelt in another way would make many tokens of one.
  if (![nonce, body, tag].every((bytes, index) => encoded(bytes) === parts[index])) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
    decipher.setAAD(AUTHENTICATED).setAuthTag(tag);
    return `${decipher.update(body, undefined, 'utf8')}${decipher.final('utf8')}`;
  } catch {
    return undefined;
  }
}
