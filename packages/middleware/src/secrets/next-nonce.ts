import { randomFillSync } from 'node:crypto';

/** Bytes of a nonce of AES-GCM. */
export const NONCE = 12;

/** Random bytes for the next nonces: to fetch a few at a time costs more than to encrypt. */
const nonces = Buffer.alloc(256 * NONCE);
let used = nonces.length;

/** A fresh nonce. It is a view of bytes that are written anew after some more nonces: to be used at once, and not to be kept. */
export function nextNonce(): Buffer {
  if (used === nonces.length) {
    randomFillSync(nonces);
    used = 0;
  }
  used += NONCE;
  return nonces.subarray(used - NONCE, used);
}
