import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The shop's secrets. */
export interface ShopSecrets {
  /** The middleware derives the keys of its journal and tokens from it. */
  perksSecret: string;
  /** Key of the middleware's merchant routes. */
  merchantSecret: string;
  /** Keys of the shop's own issuer: for gift codes, promo codes and points. */
  issuerKey: string;
  promoKey: string;
  pointsKey: string;
  /** Signs the customer tokens, which tell the middleware who is signed in. */
  customerSecret: string;
  /** Site at the shop's own issuer, once it was created. */
  issuerSite?: string;
}

/** The folder with the shop's data. */
export interface DataDir {
  secrets: ShopSecrets;
  /** Gets the URL of a database in the folder. */
  databaseUrl(name: string): string;
  /** Saves the site at the shop's own issuer. */
  saveIssuerSite(siteId: string): Promise<void>;
}

const FILE = 'secrets.json';

/**
 * Opens the data folder. A missing folder is created with new secrets; a folder of an older shop gets the secrets that it
 * lacks. Only the owner can read them.
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
  // New secrets are saved before use. If a key were stored at the issuer but lost here, the shop could not call it.
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

/** Writes a temporary file and renames it, so that a crash never leaves half a file. */
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
