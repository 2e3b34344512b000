// Bundles the script tag: dist/cdn.js, one self-contained ES module, and the licence of what it carries beside it.
import { copyFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

/** White space in styles and html`` reaches the browser otherwise: minifiers leave template literals alone. */
const squeezeTemplates = {
  name: 'squeeze-templates',
  transform(code, id) {
    if (id.endsWith('.styles.ts')) return code.replace(/(?<=styles = `)[^`]+/, squeezeCss);
    return id.includes('/element/') ? squeezeHtml(code) : undefined;
  },
};

/** Only line breaks between tags go: a space on one line is meant. No JavaScript has these neighbours. */
function squeezeHtml(code) {
  return code.replace(/(?<=[>}`])\n\s*(?=<)|(?<=[>}])\n\s*(?=\$\{)/g, '').replace(/\n\s+/g, '\n');
}

function squeezeCss(css) {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/\b0(?=\.\d)/g, '')
    .replace(/(?<==)'([\w-]+)'(?=])/g, '$1')
    .trim();
}

const bundle = await rolldown({
  input: path('src/cdn.ts'),
  platform: 'browser',
  resolve: { conditionNames: ['@checkout-perks/source', 'browser', 'import', 'default'] },
  plugins: [squeezeTemplates],
});
const { output } = await bundle.write({
  file: path('dist/cdn.js'),
  format: 'esm',
  minify: true,
  comments: false,
  postBanner: '/*! @checkout-perks/widget, MIT. Includes Lit, BSD-3-Clause: see cdn.license.txt */',
});
await bundle.close();
// The compiler's map of the unbundled module of this name.
await rm(path('dist/cdn.js.map'), { force: true });
await copyFile(path('node_modules/lit/LICENSE'), path('dist/cdn.license.txt'));

const [chunk] = output;
console.log(`dist/cdn.js ${chunk.code.length} bytes, ${gzipSync(chunk.code, { level: 9 }).length} gzip -9`);
if (process.argv.includes('--modules')) {
  for (const [id, { renderedLength }] of Object.entries(chunk.modules))
    console.log(String(renderedLength).padStart(6), id);
}
