import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the shop must remember and nobody else may know. */
export interface ShopSecrets {
  /** Keys of the middleware's journal and tokens come from it. */
  perksSecret: string;
  /** For the middleware's merchant routes. */
  merchantSecret: string;
  /** Keys of the shop's own issuer: for gift codes, promo codes and points. */
  issuerKey: string;
  promoKey: string;
  pointsKey: string;
  /** Signs the tokens by which the shop tells the middleware who is signed in. */
  customerSecret: string;
  /** Site at the shop's own issuer, once it has been set up. */
  issuerSite?: string;
}

/** The folder in which the shop keeps everything. */
export interface DataDir {
  secrets: ShopSecrets;
  /** The address of a database in the folder. */
  databaseUrl(name: string): string;
  /** Remembers the site at the shop's own issuer. */
  saveIssuerSite(siteId: string): Promise<void>;
}

const FILE = 'secrets.json';

/**
 * Opens the folder, and makes it with fresh secrets where there is none; secrets that only a newer shop knows are added to
 * an older folder. Only its owner may read them.
 */
export async function openDataDir(path: string): Promise<DataDir> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const file = join(path, FILE);
  const before = await readSecrets(file);
  const known: ShopSecrets = {
    ...(before ?? { perksSecret: newSecret(), merchantSecret: newSecret(), issuerKey: newSecret() }),
    promoKey: before?.promoKey ?? newSecret(),
    pointsKey: before?.pointsKey ?? newSecret(),
    customerSecret: before?.customerSecret ?? newSecret(),
  };
  // Before anything is done with them: a key that is in the issuer's books but lost here would open nothing.
  if (JSON.stringify(known) !== JSON.stringify(before)) await writeSecrets(file, known);
  await chmod(file, 0o600);

  return {
    secrets: known,
    databaseUrl: (name) => pathToFileURL(join(path, name)).href,
    async saveIssuerSite(siteId) {
      known.issuerSite = siteId;
      await writeSecrets(file, known);
    },
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

type FirstSecrets = Pick<ShopSecrets, 'perksSecret' | 'merchantSecret' | 'issuerKey'>;

async function readSecrets(file: string): Promise<(FirstSecrets & Partial<ShopSecrets>) | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw thrown;
  }
  const read = JSON.parse(text) as Partial<ShopSecrets>;
  const { perksSecret, merchantSecret, issuerKey } = read;
  if (!perksSecret || !merchantSecret || !issuerKey) throw new Error(`${FILE} in the data folder is incomplete`);
  return { ...read, perksSecret, merchantSecret, issuerKey };
}

/** Written beside and moved into place, so that a crash never leaves half a file. */
async function writeSecrets(file: string, secrets: ShopSecrets): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
