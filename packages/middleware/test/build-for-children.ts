import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), '..');

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the bundle that `runShop` starts. */
    shopProcess: string;
  }
}

const conditions = ['@checkout-perks/source'];

/** Bundles what tests start as processes of their own: plain Node 20 does not run TypeScript. */
export default async function buildForChildren(project: TestProject): Promise<() => void> {
  // Vitest brings it along; it is no dependency of ours.
  const vite = createRequire(createRequire(import.meta.url).resolve('vitest/package.json')).resolve('vite');
  const { build } = (await import(pathToFileURL(vite).href)) as { build: (config: object) => Promise<unknown> };
  // Another run may build at the same time. In here a native module is found.
  const builds = join(packageFolder, 'node_modules', '.test-build');
  mkdirSync(builds, { recursive: true });
  // The bundle finds its native module from here, so no folder of the system will do.
  const outDir = mkdtempSync(join(builds, 'run-'));
  writeFileSync(join(outDir, 'package.json'), '{"type":"module"}');

  await build({
    root: packageFolder,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions },
    ssr: { noExternal: true, resolve: { conditions } },
    plugins: [{ name: 'native', enforce: 'pre', resolveId: resolveNative }],
    build: { ssr: 'test/children/serve-shop.ts', outDir, emptyOutDir: false, minify: false, target: 'node20' },
  });
  project.provide('shopProcess', join(outDir, 'serve-shop.js'));
  return () => rmSync(outDir, { recursive: true, force: true });
}

/** A native module cannot be bundled, and a bundle elsewhere than its dependent would not find it. */
function resolveNative(id: string, importer?: string): { id: string; external: true } | undefined {
  if (id !== '@photostructure/sqlite' || importer === undefined) return undefined;
  const manifest = createRequire(importer).resolve(`${id}/package.json`);
  return { id: pathToFileURL(join(dirname(manifest), 'dist', 'index.mjs')).href, external: true };
}
