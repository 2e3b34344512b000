import { randomInt } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LENGTH = 20;
const CODE = /^[A-Z0-9]{20}$/;

/** Makes a gift code: 20 characters of A-Z and 0-9, 103 random bits. A byte `% 36` would have modulo bias. */
export function newCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** Tells whether a string could be one of our codes. Case matters: in lower case a code is unknown. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}
