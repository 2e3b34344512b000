import { inspect } from 'node:util';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { describe, expect, it } from 'vitest';
import { createSealer, derive } from './sealer.ts';

const NEW = 'a-new-secret-of-thirty-two-chars!!';
const OLD = 'an-old-secret-of-thirty-two-chars!';
const CODE = 'ABC123XYZ789DEF456GH';

describe('createSealer', () => {
  it('opens what it sealed, and shows none of it', () => {
    const sealer = createSealer([NEW]);
    const sealed = sealer.seal(CODE);
    expect(sealer.open(sealed)).toBe(CODE);
    expectNoSecrets(Buffer.from(sealed, 'base64url').toString('latin1'), [CODE]);
  });

  it('never seals the same text to the same bytes, and never with the same nonce', () => {
    const sealer = createSealer([NEW]);
    const sealed = Array.from({ length: 2000 }, () => sealer.seal(CODE));
    const nonces = sealed.map((one) => Buffer.from(one, 'base64url').subarray(0, 12).toString('hex'));
    expect(new Set(nonces).size).toBe(2000);
  });

  it('opens what was sealed under a secret that was replaced', () => {
    const sealed = createSealer([OLD]).seal(CODE);
    expect(createSealer([NEW, OLD]).open(sealed)).toBe(CODE);
  });

  it('seals under the current secret only', () => {
    const sealed = createSealer([NEW, OLD]).seal(CODE);
    expect(createSealer([NEW]).open(sealed)).toBe(CODE);
    expect(() => createSealer([OLD]).open(sealed)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }));
  });

  it('refuses every text in which one bit is another', () => {
    const sealer = createSealer([NEW]);
    const bytes = Buffer.from(sealer.seal('gift'), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const tampered = Buffer.from(bytes);
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => sealer.open(tampered.toString('base64url'))).toThrow('CONFIGURATION');
    }
  });

  it('refuses a text cut short, also where only a part of the tag is left', () => {
    const sealer = createSealer([NEW]);
    const bytes = Buffer.from(sealer.seal(''), 'base64url');
    // Of an empty text the nonce and the tag are all there is, and four bytes of a true tag are a true tag of four bytes.
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => sealer.open(bytes.subarray(0, length).toString('base64url'))).toThrow('CONFIGURATION');
    }
    expect(sealer.open(bytes.toString('base64url'))).toBe('');
  });

  it('says nothing of the text or the secret when it cannot open', () => {
    const sealed = createSealer([OLD]).seal(CODE);
    let thrown: unknown;
    try {
      createSealer([NEW]).open(sealed);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'CONFIGURATION' });
    expectNoSecrets(inspect(thrown, { depth: 9, showHidden: true }), [CODE, NEW, sealed]);
  });

  it('gives equal texts one fingerprint under one secret, and another under another', () => {
    const sealer = createSealer([NEW]);
    expect(sealer.fingerprint(CODE)).toBe(sealer.fingerprint(CODE));
    expect(sealer.fingerprint(CODE)).not.toBe(sealer.fingerprint(`${CODE} `));
    expect(sealer.fingerprint(CODE)).not.toBe(createSealer([OLD]).fingerprint(CODE));
  });

  it('lists the fingerprints under every secret, the current one first', () => {
    expect(createSealer([NEW, OLD]).fingerprints(CODE)).toEqual([
      createSealer([NEW]).fingerprint(CODE),
      createSealer([OLD]).fingerprint(CODE),
    ]);
  });

  it('is nothing without a secret', () => {
    expect(() => createSealer([])).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }));
  });
});

describe('derive', () => {
  it('gives each purpose a key of its own', () => {
    expect(derive(NEW, 'seal')).toHaveLength(32);
    expect(derive(NEW, 'seal')).not.toEqual(derive(NEW, 'fingerprint'));
    expect(derive(NEW, 'seal')).not.toEqual(derive(OLD, 'seal'));
  });
});
