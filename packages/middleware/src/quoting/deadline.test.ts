import { describe, expect, it } from 'vitest';
import { createDeadline } from './deadline.ts';

const never = new Promise<never>(() => {});
const late = { code: 'PROVIDER_UNAVAILABLE' };

describe('createDeadline', () => {
  it('lets what is in time pass, and what fails', async () => {
    const deadline = createDeadline(1000);
    expect(await deadline.within(Promise.resolve('a'))).toBe('a');
    await expect(deadline.within(Promise.reject(new Error('b')))).rejects.toThrow('b');
    deadline.end();
  });

  it('is one deadline for all that is waited for', async () => {
    const deadline = createDeadline(60);
    const from = performance.now();
    await expect(Promise.all([deadline.within(never), deadline.within(never)])).rejects.toMatchObject(late);
    await expect(deadline.within(never)).rejects.toMatchObject(late);
    expect(performance.now() - from).toBeLessThan(120);
  });

  it('has nobody trip over work that fails after it', async () => {
    const deadline = createDeadline(5);
    const failing = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 20));
    await expect(deadline.within(failing)).rejects.toMatchObject(late);
    await expect(deadline.within(failing)).rejects.toMatchObject(late);
    await new Promise((done) => setTimeout(done, 40));
  });
});
