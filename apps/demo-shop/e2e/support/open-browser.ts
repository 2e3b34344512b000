import { tmpdir } from 'node:os';
import { type Browser, chromium } from 'playwright-core';

/**
 * Starts Chromium, kept off the network but for the shop.
 *
 * @param options.textSize The shopper's text size, px
 */
export function openBrowser({ textSize = 16 } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    // Chromium makes a socket there, and the path of a socket is short.
    env: { ...process.env, ...(tmpdir().length > 50 ? { TMPDIR: '/tmp' } : {}) },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--blink-settings=defaultFontSize=${textSize}`,
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
