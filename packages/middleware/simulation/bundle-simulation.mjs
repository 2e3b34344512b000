import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles the simulation with the code that it simulates, which plain Node 20 could not run from source.
 *
 * @param {object} options
 * @param {string} options.file Where to write it
 * @param {{file: string, from: string, to: string}[]} [options.patches] Texts to exchange in files below `src/`
 */
export async function bundleSimulation({ file, patches = [] }) {
  const bundle = await rolldown({
    input: join(PACKAGE, 'simulation/main.ts'),
    platform: 'node',
    logLevel: 'silent',
    external: [/^node:/, 'pg-native', 'cloudflare:sockets'],
    plugins: [native, patching(patches)],
    resolve: { conditionNames: ['@checkout-perks/source', 'node', 'import', 'default'] },
  });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
}

/** A native module cannot be bundled, and a bundle elsewhere than its dependent would not find it. */
const native = {
  name: 'native',
  resolveId(id, importer) {
    if (id !== '@photostructure/sqlite' || importer === undefined) return undefined;
    const manifest = createRequire(importer).resolve(`${id}/package.json`);
    return { id: pathToFileURL(join(dirname(manifest), 'dist', 'index.mjs')).href, external: true };
  },
};

/** Each patch must fit in exactly one place, or the code has moved on without it. */
function patching(patches) {
  const open = new Set(patches);
  return {
    name: 'patching',
    transform(code, id) {
      let patched = code;
      for (const patch of patches) {
        if (!id.endsWith(`/middleware/src/${patch.file}`)) continue;
        const places = patched.split(patch.from).length - 1;
        if (places !== 1) throw new Error(`The patch of ${patch.file} fits ${places} times: ${patch.from}`);
        patched = patched.replace(patch.from, () => patch.to);
        open.delete(patch);
      }
      return patched === code ? undefined : patched;
    },
    buildEnd() {
      for (const { file } of open) throw new Error(`Nothing of ${file} is part of the simulation`);
    },
  };
}
