// Bundles the script tag: dist/cdn.js, dist/cdn-<language>.js of which it loads one from beside itself, and the licence.
import { copyFile, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

/** White space in styles and html`` reaches the browser otherwise: minifiers leave template literals alone. */
const squeezeTemplates = {
  name: 'squeeze-templates',
  transform(code, id) {
    if (id.endsWith('.styles.ts')) return code.replace(/(?<=tyles = `)[^`]+/, squeezeCss);
    return id.includes('/element/') ? squeezeHtml(code) : undefined;
  },
};

/** Only line breaks between tags go: a space on one line is meant. No JavaScript has these neighbours. */
function squeezeHtml(code) {
  return code
    .replace(/(?<=[>}`])\n\s*(?=<)|(?<=[>}])\n\s*(?=\$\{)/g, '')
    .replace(/\n\s+(?=\/?>)/g, '')
    .replace(/\n\s+/g, '\n');
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

/** A file of a language holds all that is loaded later, so that it is one request: the languages do not share a third. */
const languagesApart = {
  name: 'languages-apart',
  resolveId(source, _, { kind }) {
    const [, language] = /\/later-(\w+)\.ts$/.exec(source) ?? [];
    return kind === 'dynamic-import' && language ? { id: `./cdn-${language}.js`, external: 'relative' } : undefined;
  },
};

// Also the compiler's own module of the first name, and its map.
for (const file of await readdir(path('dist')).catch(() => []))
  if (/^cdn.*\.js(\.map)?$/.test(file)) await rm(path(`dist/${file}`));

await build('src/cdn.ts', 'cdn.js', '/*! Checkout Perks, MIT. Lit, BSD-3-Clause: cdn.license.txt */');
for (const language of ['en', 'ru']) await build(`src/element/later-${language}.ts`, `cdn-${language}.js`);
await copyFile(path('node_modules/lit/LICENSE'), path('dist/cdn.license.txt'));

async function build(input, name, banner = '') {
  const bundle = await rolldown({
    input: path(input),
    platform: 'browser',
    resolve: { conditionNames: ['@checkout-perks/source', 'browser', 'import', 'default'] },
    plugins: [squeezeTemplates, languagesApart],
  });
  const { output } = await bundle.write({
    file: path(`dist/${name}`),
    format: 'esm',
    minify: true,
    comments: false,
    postBanner: banner,
  });
  await bundle.close();
  const [chunk] = output;
  console.log(`dist/${name} ${chunk.code.length} bytes, ${gzipSync(chunk.code, { level: 9 }).length} gzip -9`);
  if (process.argv.includes('--modules'))
    for (const [id, { renderedLength }] of Object.entries(chunk.modules))
      console.log(String(renderedLength).padStart(6), id);
}
