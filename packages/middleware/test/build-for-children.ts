import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Where the bundle for child processes is. */
export const CHILD = join(packageFolder, 'node_modules', '.test-build', 'serve-shop.js');

const conditions = ['@checkout-perks/source'];

/** Bundles what tests start as processes of their own: plain Node 20 does not run TypeScript. */
export default async function buildForChildren(): Promise<void> {
  // Vitest brings it along; it is no dependency of ours.
  const vite = createRequire(createRequire(import.meta.url).resolve('vitest/package.json')).resolve('vite');
  const { build } = (await import(pathToFileURL(vite).href)) as { build: (config: object) => Promise<unknown> };
  const outDir = dirname(CHILD);
  mkdirSync(outDir, { recursive: true });
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
}

/** A native module cannot be bundled, and a bundle elsewhere than its dependent would not find it. */
function resolveNative(id: string, importer?: string): { id: string; external: true } | undefined {
  if (id !== '@photostructure/sqlite' || importer === undefined) return undefined;
  const manifest = createRequire(importer).resolve(`${id}/package.json`);
  return { id: pathToFileURL(join(dirname(manifest), 'dist', 'index.mjs')).href, external: true };
}
