import { describe, expect, it } from 'vitest';
import { openIssuer, readBalance } from './support/open-issuer.ts';

/** The test takes twenty seconds on two idle cores, and ten times as long on a busy machine. */
const LONGEST = 900_000;

describe('10 000 activations at once, spread over 100 codes', () => {
  it(
    'activate each code once and credit every kopeck once',
    async () => {
      const { issuer, call, siteId, failures } = await openIssuer({ balance: 10_000_000 });
      const amounts = Array.from({ length: 100 }, (_, i) => 1000 + i);
      const codes: string[] = [];
      for (const amount of amounts) codes.push(...(await issuer.control.vDar.generateCodes({ siteId, amount })).codes);
      const issued = amounts.reduce((sum, amount) => sum + amount, 0);
      expect(await readBalance(call, siteId)).toBe((10_000_000 - issued) / 100);

      const answers = await Promise.all(
        Array.from({ length: 10_000 }, async (_, i) => {
          // Every code is requested a hundred times, spread over the ten thousand requests.
          const index = (i * 37) % 100;
          const { status, json } = await call('POST', '/codes/activate', { body: { code: codes[index] } });
          return { index, status, operation: json.operation_id as string | undefined };
        }),
      );
      const won = answers.filter(({ status }) => status === 200);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(9900);
      expect(new Set(won.map(({ index }) => index)).size).toBe(100);
      expect(new Set(won.map(({ operation }) => operation)).size).toBe(100);
      expect(await readBalance(call, siteId)).toBe(100_000);
      expect((await call('GET', '/operations/')).json.total).toBe(200);
      expect(failures).toStrictEqual([]);
    },
    LONGEST,
  );
});
