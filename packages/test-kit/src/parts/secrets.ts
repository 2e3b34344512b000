import { expect } from 'vitest';

/** Shorter texts stand in random ids and in ciphertext by chance. */
const SHORTEST = 8;
/** A masked code may show this many characters at its end. */
const SHOWN = 4;

/**
 * Expects that none of these secrets shows in a text, neither whole nor without the last four characters, which a masked
 * code shows. The failure names the secret's place in the list, not the secret.
 *
 * @param text Everything that was written, answered or stored
 * @param secrets Keys, codes, tokens, phones; each of eight characters or more
 * @throws {TypeError} for a shorter secret: look for it in the one field where it could be instead
 */
export function expectNoSecrets(text: string, secrets: readonly string[]): void {
  for (const [index, secret] of secrets.entries()) {
    if (secret.length < SHORTEST) {
      throw new TypeError(
        `secrets[${index}] has ${secret.length} characters; a text of fewer than ${SHORTEST} is found by chance.`,
      );
    }
    const shown = text.includes(secret.slice(0, Math.max(SHORTEST, secret.length - SHOWN)));
    expect(shown, `secrets[${index}] shows`).toBe(false);
  }
}
