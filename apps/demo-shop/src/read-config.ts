import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A gift-code service that runs elsewhere. */
export interface IssuerAccess {
  /** Where its API begins. */
  baseUrl: string;
  apiKey: string;
  siteId: string;
}

/** What the environment says. */
export interface ShopConfig {
  host: string;
  /** 0 for any free port. */
  port: number;
  dataDir: string;
  publicUrl?: string | undefined;
  /** Proxies of one's own in front of the shop. */
  trustedProxies: number;
  /** Absent when the shop shall run an issuer of its own. */
  issuer?: IssuerAccess | undefined;
  /** Whether codes to try are shown. They cost the merchant real balance, so not on somebody else's service by default. */
  demoCodes: boolean;
}

const DATA_DIR = fileURLToPath(new URL('../.data', import.meta.url));

/**
 * Reads the configuration: `PORT`, `HOST`, `DATA_DIR`, `PUBLIC_URL`, `TRUSTED_PROXIES`, `DEMO_CODES` (`on` or `off`), and
 * `ISSUER_URL` with `ISSUER_KEY` and `ISSUER_SITE`.
 *
 * @throws {Error} Naming the variable that is wrong
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ShopConfig {
  const port = numberOf('PORT', env.PORT || '3000', 65_535);
  const trustedProxies = numberOf('TRUSTED_PROXIES', env.TRUSTED_PROXIES || '0', 10);
  if (env.PUBLIC_URL && !/^https?:$/.test(protocolOf(env.PUBLIC_URL))) {
    throw new Error('PUBLIC_URL must be an http(s) address');
  }
  const issuer = issuerOf(env);
  return {
    host: env.HOST || '127.0.0.1',
    port,
    dataDir: env.DATA_DIR ? resolve(env.DATA_DIR) : DATA_DIR,
    publicUrl: env.PUBLIC_URL || undefined,
    trustedProxies,
    issuer,
    demoCodes: env.DEMO_CODES ? env.DEMO_CODES === 'on' : !issuer || isLoopback(issuer.baseUrl),
  };
}

function issuerOf(env: Readonly<Record<string, string | undefined>>): IssuerAccess | undefined {
  const { ISSUER_URL: baseUrl, ISSUER_KEY: apiKey, ISSUER_SITE: siteId } = env;
  if (!baseUrl && !apiKey && !siteId) return undefined;
  if (!baseUrl || !/^https?:$/.test(protocolOf(baseUrl))) throw new Error('ISSUER_URL must be an http(s) address');
  if (!apiKey) throw new Error('ISSUER_KEY is missing');
  if (!siteId) throw new Error('ISSUER_SITE is missing');
  return { baseUrl, apiKey, siteId };
}

function numberOf(name: string, text: string, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > most) {
    throw new Error(`${name} must be a number from 0 to ${most}`);
  }
  return number;
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
