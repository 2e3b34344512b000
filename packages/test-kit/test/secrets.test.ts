import { expect, it } from 'vitest';
import { expectNoSecrets } from '../src/parts/secrets.ts';

const CODE = 'G1740XXXX56GH';

it('fails where a secret shows, whole or without the end that a masked code shows', () => {
  expect(() => expectNoSecrets(`before ${CODE} after`, [CODE])).toThrow(/secrets\[0\] shows/);
  expect(() => expectNoSecrets('G1740XXXX', ['another-key', CODE])).toThrow(/secrets\[1\] shows/);
});

it('names no secret in its failure', () => {
  let message = '';
  try {
    expectNoSecrets(CODE, [CODE]);
  } catch (thrown) {
    message = String(thrown);
  }
  expect(message).not.toBe('');
  expect(message).not.toContain(CODE);
});

it('passes where only the end of a code shows', () => {
  expectNoSecrets('code **56GH was refused', [CODE]);
});

it('refuses to look for a text so short that random bytes hold it', () => {
  expect(() => expectNoSecrets('', ['878'])).toThrow(/secrets\[0\] has 3 characters/);
});
