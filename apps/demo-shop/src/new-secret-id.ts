import { randomBytes } from 'node:crypto';

/** Makes an id of 160 random bits that is safe in a path and in a cookie. It begins with a letter, as order ids must. */
export function newSecretId(): string {
  return `s${randomBytes(20).toString('base64url')}`;
}
