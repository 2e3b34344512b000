import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { webTestRunnerReport } from '../../scripts/testing/reporters/web-test-runner.mjs';
import { emulateFeature } from './test/support/emulate-feature.mjs';
import { quoteServer } from './test/support/quote-server.mjs';
import { strictPage } from './test/support/strict-page.mjs';

const isRoot = process.getuid?.() === 0;

export default {
  files: '{src,test}/**/*.browser.test.ts',
  reporters: [defaultReporter(), webTestRunnerReport()],
  // The workspace, not the package: pnpm links dependencies from there.
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  nodeResolve: { exportConditions: ['@checkout-perks/source', 'development', 'browser'] },
  concurrency: 2,
  // Bounds for what hangs: no test that works comes near them, however busy the machine is.
  testFramework: { config: { timeout: 180_000 } },
  browserStartTimeout: 180_000,
  testsStartTimeout: 180_000,
  testsFinishTimeout: 1_200_000,
  filterBrowserLogs: ({ args }) => !args.some((arg) => String(arg).includes('lit.dev/msg/dev-mode')),
  browsers: [
    chromeLauncher({
      createPage: async ({ context }) => {
        const page = await context.newPage();
        const session = await page.createCDPSession();
        // Test pages stand side by side: without it only one of them has the focus.
        await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        return page;
      },
      launchOptions: {
        executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
        headless: true,
        // Chromium makes a socket there, and the path of a socket is short.
        env: { ...process.env, ...(tmpdir().length > 50 ? { TMPDIR: '/tmp' } : {}) },
        args: [
          ...(isRoot ? ['--no-sandbox'] : []),
          '--js-flags=--expose-gc',
          // Of the browser, not of the machine: the widget speaks it where the page names none.
          '--accept-lang=en-US',
          '--disable-gpu',
          '--disable-quic',
          '--disable-dev-shm-usage',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  ],
  middleware: [quoteServer, strictPage],
  plugins: [emulateFeature, esbuildPlugin({ ts: true, target: 'es2022' })],
};
