import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from './build.mjs';
import { ROOT } from './paths.mjs';
import { prepare } from './prepare.mjs';

const DIST = join(ROOT, 'packages/widget/dist');

/** Builds the script tag and prints, as JSON, what each of its files weighs: bytes after gzip. */
export async function sizes() {
  const { tools } = await prepare('shop');
  await build(tools, '@checkout-perks/widget...');
  const files = readdirSync(DIST).filter((name) => /^cdn.*\.js$/.test(name));
  const weights = files.sort().map((name) => [name, gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length]);
  console.log(JSON.stringify(Object.fromEntries(weights)));
  return 0;
}
