import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { forceColors } from './test/support/force-colors.mjs';
import { quoteServer } from './test/support/quote-server.mjs';
import { strictPage } from './test/support/strict-page.mjs';

const isRoot = process.getuid?.() === 0;

export default {
  files: '{src,test}/**/*.browser.test.ts',
  // The workspace, not the package: pnpm links dependencies from there.
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  nodeResolve: { exportConditions: ['@checkout-perks/source', 'development', 'browser'] },
  concurrency: 2,
  testFramework: { config: { timeout: 15_000 } },
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
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
        args: [
          ...(isRoot ? ['--no-sandbox'] : []),
          '--js-flags=--expose-gc',
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
  plugins: [forceColors, esbuildPlugin({ ts: true, target: 'es2022' })],
};
