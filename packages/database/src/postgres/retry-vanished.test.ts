import { expect, it } from 'vitest';
import { PostgresError } from './postgres-error.ts';
import { retryVanished } from './retry-vanished.ts';

function failing(times: number, code: string) {
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries <= times) throw new PostgresError(code, 'refused');
    return tries;
  };
  return { work, tries: () => tries };
}

it.each(['3F000', '42P01', '42704', '42703'])(
  'looks again when a thing of somebody else’s is gone: %s',
  async (code) => {
    expect(await retryVanished(failing(2, code).work)).toBe(3);
  },
);

it('gives up when it stays gone', async () => {
  const { work, tries } = failing(100, '42P01');
  await expect(retryVanished(work)).rejects.toMatchObject({ code: '42P01' });
  expect(tries()).toBe(5);
});

it('does nothing twice that failed for another reason', async () => {
  const { work, tries } = failing(1, '23505');
  await expect(retryVanished(work)).rejects.toMatchObject({ code: '23505' });
  expect(tries()).toBe(1);
});
