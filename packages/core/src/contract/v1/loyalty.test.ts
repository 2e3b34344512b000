import { describe, expect, it } from 'vitest';
import { confirmRequest, identifyRequest, loyaltyAnswer } from './loyalty.ts';

const takes = (request: unknown) => identifyRequest.safeParse(request).success;

describe('identifyRequest', () => {
  it('takes a search or a customer token, and never both or neither', () => {
    expect(takes({ search: '8 (912) 345-67-89' })).toBe(true);
    expect(takes({ customerToken: 'a.b.c', locale: 'ru' })).toBe(true);
    expect(takes({ search: '79123456789', customerToken: 'a.b.c' })).toBe(false);
    expect(takes({ locale: 'ru' })).toBe(false);
    expect(takes({ search: '' })).toBe(false);
    expect(takes({ search: 'x'.repeat(65) })).toBe(false);
    expect(takes({ search: 79_123_456_789 })).toBe(false);
  });

  it('takes a language that can be one', () => {
    for (const locale of ['ru', 'en-GB', 'zh-Hans-CN']) expect(takes({ search: '1234', locale })).toBe(true);
    for (const locale of ['', 'r', 'ru_RU', 'ru\r\nX', '{phone}', 'ru-']) {
      expect(takes({ search: '1234', locale })).toBe(false);
    }
  });
});

describe('confirmRequest', () => {
  it('leaves the reading of a code to the server, within reason', () => {
    expect(confirmRequest.safeParse({ session: 's', code: '123 456' }).success).toBe(true);
    expect(confirmRequest.safeParse({ session: 's', code: '1'.repeat(33) }).success).toBe(false);
    expect(confirmRequest.safeParse({ session: 's', code: 123_456 }).success).toBe(false);
  });
});

describe('loyaltyAnswer', () => {
  it('drops personal data that a server should never have sent', () => {
    const member = { name: 'АННА', level: { title: 'Бонусы', kind: 'cashback', rate: 1000 }, balance: 878 };
    const answer = { session: 's', state: 'identified', hint: '••••89', expiresAt: '2025-01-20T12:30:00.000Z' };
    expect(loyaltyAnswer.parse({ ...answer, member: { ...member, phone: '79123456789', email: 'a@b.c' } })).toEqual({
      ...answer,
      member,
    });
  });
});
