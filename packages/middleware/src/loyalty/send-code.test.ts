import { afterEach, describe, expect, it, vi } from 'vitest';
import { CodeNotSent } from './code-not-sent.ts';
import { sendWithin } from './send-code.ts';

const message = { phone: '79123456789', code: '482913', locale: 'ru' };

afterEach(() => {
  vi.useRealTimers();
});

describe('sendWithin', () => {
  it('hands the message to the sender', async () => {
    const sender = vi.fn(async () => {});
    await sendWithin(sender, message);
    expect(sender.mock.calls).toEqual([[message]]);
  });

  it('gives up after ten seconds', async () => {
    vi.useFakeTimers();
    const sent = sendWithin(() => new Promise(() => {}), message).catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await sent).toBeInstanceOf(CodeNotSent);
  });

  it('keeps no timer of a message that was sent', async () => {
    vi.useFakeTimers();
    await sendWithin(async () => {}, message);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells nothing of what the sender threw, which may name the phone', async () => {
    const fails = () => Promise.reject(new Error(message.phone));
    const thrown = await sendWithin(fails, message).catch((error: unknown) => error as Error);
    expect(thrown).toMatchObject({ name: 'CodeNotSent', code: 'CODE_NOT_SENT', message: 'CODE_NOT_SENT' });
    expect(thrown).not.toHaveProperty('cause');
  });
});
