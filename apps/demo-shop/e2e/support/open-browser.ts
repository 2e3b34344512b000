import { tmpdir } from 'node:os';
import { type Browser, chromium } from 'playwright-core';

/**
 * Starts Chromium without background network traffic.
 *
 * @param options.textSize The shopper's text size, px
 */
export function openBrowser({ textSize = 16 } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    // Chromium creates a socket in this folder, and the length of a socket's path is limited.
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
