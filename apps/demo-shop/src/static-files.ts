import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A static file. */
export interface StaticFile {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  /** Hash of the content. */
  version: string;
}

/** The shop's static files, by path. */
export interface StaticFiles {
  get(path: string): StaticFile | undefined;
  /** Gets the address of a file with its version, so that browsers may cache it forever. */
  address(path: string): string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const PUBLIC = fileURLToPath(new URL('../public/', import.meta.url));

/** Reads the shop's files, and the widget's script as `/assets/checkout-perks.js` with the file that it loads later. */
export async function loadStaticFiles(): Promise<StaticFiles> {
  const widget = createRequire(import.meta.url).resolve('@checkout-perks/widget/cdn');
  const files = new Map<string, StaticFile>();
  for (const folder of ['assets', 'pictures']) {
    for (const name of await readdir(join(PUBLIC, folder))) {
      files.set(`/${folder}/${name}`, await load(join(PUBLIC, folder, name)));
    }
  }
  files.set('/assets/checkout-perks.js', await load(widget));
  for (const name of await readdir(dirname(widget))) {
    if (/^cdn-.+\.js$/.test(name)) files.set(`/assets/${name}`, await load(join(dirname(widget), name)));
  }

  return {
    get: (path) => files.get(path),
    address: (path) => {
      const version = files.get(path)?.version;
      return version === undefined ? path : `${path}?v=${version}`;
    },
  };
}

async function load(path: string): Promise<StaticFile> {
  const body = new Uint8Array(await readFile(path));
  const version = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  return { body, type: TYPES[extname(path)] ?? 'application/octet-stream', version };
}
