import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { EncryptJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { derive } from '../secrets/sealer.ts';
import { createSessionTokens } from './session-tokens.ts';

const SECRET = 'a-secret-of-thirty-two-characters!';
const OTHER = 'another-secret-of-32-characters!!!';
const NOW = 1_800_000_000_000;
const clock = () => NOW;

const unconfirmed = {
  id: 'challenge-id',
  phone: true,
  session: { search: '79123456789', hint: '+7 ••• •••-••-89', confirmed: false },
} as const;
const confirmed = {
  ...unconfirmed,
  session: { ...unconfirmed.session, confirmed: true, memberId: '62aMEMBER' },
} as const;

const invalid = expect.objectContaining({ code: 'LOYALTY_SESSION_INVALID' });

describe('createSessionTokens', () => {
  it('opens what it made, and tells when that ends', async () => {
    const tokens = createSessionTokens([SECRET], clock);
    for (const sealed of [unconfirmed, confirmed]) {
      const { token, expiresAt } = await tokens.issue(sealed);
      expect(await tokens.open(token)).toEqual(sealed);
      expect(expiresAt).toBe(new Date(NOW + 30 * 60_000).toISOString());
    }
  });

  it('shows neither phone nor member, and one length for all', async () => {
    const tokens = createSessionTokens([SECRET], clock);
    const lengths = new Set<number>();
    for (const search of ['1234', '79123456789', 'x'.repeat(64)]) {
      const { token } = await tokens.issue({ ...confirmed, session: { ...confirmed.session, search } });
      lengths.add(token.length);
      const bytes = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
      expectNoSecrets(token + bytes.join(''), ['79123456789', '9123456789', '62aMEMBER', 'challenge-id']);
    }
    expect(lengths.size).toBe(1);
  });

  it('never makes the same token twice', async () => {
    const tokens = createSessionTokens([SECRET], clock);
    const made = await Promise.all(Array.from({ length: 20 }, () => tokens.issue(unconfirmed)));
    expect(new Set(made.map(({ token }) => token)).size).toBe(20);
  });

  it('opens a session made under a secret that was replaced, and makes new ones under the current one', async () => {
    const rotated = createSessionTokens([OTHER, SECRET], clock);
    const { token } = await createSessionTokens([SECRET], clock).issue(confirmed);
    expect(await rotated.open(token)).toEqual(confirmed);
    const { token: newer } = await rotated.issue(confirmed);
    await expect(createSessionTokens([SECRET], clock).open(newer)).rejects.toEqual(invalid);
  });

  it('refuses what it did not make', async () => {
    const tokens = createSessionTokens([SECRET], clock);
    const { token } = await tokens.issue(confirmed);
    const { token: foreign } = await createSessionTokens([OTHER], clock).issue(confirmed);
    const claims = { sub: '79123456789', hint: '', jti: 'x', phone: true, member: '62aMEMBER' };
    const sealed = (purpose: string, claimed: object) =>
      new EncryptJWT({ ...claimed })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(NOW / 1000 + 60)
        .encrypt(derive(SECRET, purpose));
    const forged = [
      '',
      'x',
      token.slice(0, -1),
      `${token}.`,
      token.replace(/\..{5}/, '.AAAAA'),
      foreign,
      // A quote's token of the very same shop is no session, nor is one that holds something else.
      await sealed('quote-token', claims),
      await sealed('loyalty-session', { ...claims, phone: 'yes' }),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`,
    ];
    for (const token of forged) await expect(tokens.open(token)).rejects.toEqual(invalid);
    expect(await tokens.open(await sealed('loyalty-session', claims))).toMatchObject({ id: 'x' });
  });

  it('tells a session that is too old from one that is not ours', async () => {
    let now = NOW;
    const tokens = createSessionTokens([SECRET], () => now);
    const { token } = await tokens.issue(confirmed);
    now += 30 * 60_000 - 1000;
    expect(await tokens.open(token)).toEqual(confirmed);
    now += 1000;
    await expect(tokens.open(token)).rejects.toMatchObject({ code: 'LOYALTY_SESSION_EXPIRED' });
  });
});
