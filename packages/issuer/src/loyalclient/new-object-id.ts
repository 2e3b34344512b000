import { randomBytes } from 'node:crypto';

/** Makes an id as the document's samples look: 24 hex digits, the first eight of which are the second of its making. */
export function newObjectId(now: number): string {
  const seconds = Math.max(0, Math.floor(now / 1000)) % 2 ** 32;
  return seconds.toString(16).padStart(8, '0') + randomBytes(8).toString('hex');
}
