import { CodeNotSent } from './code-not-sent.ts';

/** Sends a one-time code; the shop's own. */
export type SendCode = (message: { phone: string; code: string; locale: string }) => Promise<void>;

/** Longest that a sender is waited for, ms. */
const LONGEST = 10_000;

/**
 * Has the shop's sender send a code.
 *
 * @throws {CodeNotSent} when it fails, or takes longer than ten seconds
 */
export async function sendWithin(sender: SendCode, message: Parameters<SendCode>[0]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new CodeNotSent()), LONGEST);
    });
    await Promise.race([sender(message), late]);
  } catch {
    throw new CodeNotSent();
  } finally {
    clearTimeout(timer);
  }
}
