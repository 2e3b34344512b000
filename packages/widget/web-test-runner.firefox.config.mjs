import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import chromium from './web-test-runner.config.mjs';

/** The same tests in Firefox, which puppeteer drives by WebDriver BiDi. */
export default {
  ...chromium,
  // The focus cannot be emulated: two pages side by side would take it from each other.
  concurrency: 1,
  browsers: [
    chromeLauncher({
      puppeteer,
      launchOptions: {
        browser: 'firefox',
        executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
        headless: true,
      },
    }),
  ],
};
