import { describe, expect, it } from 'vitest';
import { createMerchantGuard } from './merchant-guard.ts';

const SECRET = 'merchant-secret-0123456789';
const guard = createMerchantGuard(SECRET);

function asking(authorization?: string): () => void {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return () => guard(new Request('http://shop.test/', { headers }));
}

const refused = expect.objectContaining({ code: 'UNAUTHORIZED' });

describe('createMerchantGuard', () => {
  it('lets whoever brings the secret in, however the scheme is written', () => {
    expect(asking(`Bearer ${SECRET}`)).not.toThrow();
    expect(asking(`bearer   ${SECRET}`)).not.toThrow();
  });

  it('refuses a missing, empty, shorter, longer or other secret', () => {
    expect(asking()).toThrow(refused);
    expect(asking('Bearer ')).toThrow(refused);
    expect(asking(`Bearer ${SECRET.slice(0, -1)}`)).toThrow(refused);
    expect(asking(`Bearer ${SECRET}0`)).toThrow(refused);
    expect(asking(`Bearer ${SECRET.toUpperCase()}`)).toThrow(refused);
    expect(asking(`Bearer ${SECRET}, Bearer ${SECRET}`)).toThrow(refused);
  });

  it('refuses the secret under another scheme or none', () => {
    expect(asking(SECRET)).toThrow(refused);
    expect(asking(`Basic ${SECRET}`)).toThrow(refused);
    expect(asking(`XBearer ${SECRET}`)).toThrow(refused);
  });
});
