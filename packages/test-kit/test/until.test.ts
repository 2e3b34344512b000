import { expect, it } from 'vitest';
import { until } from '../src/parts/until.ts';

it('looks until there is something, and gives it', async () => {
  let looks = 0;
  expect(await until(() => (looks++ < 3 ? undefined : looks))).toBe(4);
});

it('takes zero and an empty text for something', async () => {
  expect(await until(() => 0)).toBe(0);
  expect(await until(async () => '')).toBe('');
});

it('passes on what a look throws', async () => {
  await expect(
    until(() => {
      throw new Error('gone');
    }),
  ).rejects.toThrow('gone');
});
