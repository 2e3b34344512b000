import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { PerksError } from '@checkout-perks/core/errors';
import { NONCE, nextNonce } from './next-nonce.ts';

/** Keeps secrets out of the journal's plain columns. */
export interface Sealer {
  /** Encrypts a text (AES-256-GCM, fresh nonce). */
  seal(text: string): string;
  /** Decrypts what {@link Sealer.seal} made, also under a previous secret. @throws `CONFIGURATION` when no secret fits */
  open(sealed: string): string;
  /** A keyed hash under the current secret: equal texts have equal fingerprints, and nobody without the secret can try texts. */
  fingerprint(text: string): string;
  /** The fingerprints under every secret, the current one first, to find what was written before a secret was changed. */
  fingerprints(text: string): string[];
}

const TAG = 16;

/**
 * Makes a sealer from the shop's secrets.
 *
 * @param secrets The current secret first, then those it replaced; each of at least 32 characters
 */
export function createSealer(secrets: readonly string[]): Sealer {
  // Key objects, since bytes would be made into one again for each use.
  const keys = secrets.map((secret) => ({
    seal: createSecretKey(derive(secret, 'seal')),
    hash: createSecretKey(derive(secret, 'fingerprint')),
  }));
  const [current] = keys;
  if (!current) throw new PerksError('CONFIGURATION', { details: { option: 'secret' } });
  const hash = (key: KeyObject, text: string) => createHmac('sha256', key).update(text).digest('base64url');

  return {
    seal(text) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', current.seal, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      for (const key of keys) {
        try {
          // Without the length Node takes tags of four bytes, too, and those can be guessed.
          const decipher = createDecipheriv('aes-256-gcm', key.seal, bytes.subarray(0, NONCE), { authTagLength: TAG });
          decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
          return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
        } catch {
          // Sealed under another secret: the next one may fit.
        }
      }
      throw new PerksError('CONFIGURATION', { details: { option: 'secret' } });
    },
    fingerprint: (text) => hash(current.hash, text),
    fingerprints: (text) => keys.map((key) => hash(key.hash, text)),
  };
}

/** Derives one key for one purpose from a secret, so that no two purposes ever share a key. */
export function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'checkout-perks', purpose, 32));
}
