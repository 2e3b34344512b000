import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { printTable } from './print-table.mjs';

/** Weighs the widget's script tag beside a bare Lit element, bundled and minified by the same tool. */
export async function benchmarkScriptTag() {
  const bare = await bundle(fileURLToPath(new URL('bare-element.js', import.meta.url)));
  const tag = await readFile(new URL('../packages/widget/dist/cdn.js', import.meta.url), 'utf8');
  const floor = weigh(bare);
  const ours = weigh(tag);
  printTable(
    ['bytes', 'minified', 'gzip -9', 'brotli 11'],
    [
      ['bare Lit element', floor.raw, floor.gzip, floor.brotli],
      ['<checkout-perks> script tag', ours.raw, ours.gzip, ours.brotli],
      ['ratio', ours.raw / floor.raw, ours.gzip / floor.gzip, ours.brotli / floor.brotli],
    ],
  );
}

async function bundle(input) {
  const build = await rolldown({ input, platform: 'browser' });
  const { output } = await build.generate({ format: 'esm', minify: true, comments: { legal: false } });
  await build.close();
  return output[0].code;
}

function weigh(code) {
  const bytes = Buffer.from(code);
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  };
}
