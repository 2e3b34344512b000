import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GiftAccess, PointsAccess, PromoAccess, ProviderAccess } from './providers/provider-access.ts';

/** The configuration that the environment gives. */
export interface ShopConfig {
  host: string;
  /** 0 for any free port. */
  port: number;
  dataDir: string;
  publicUrl?: string | undefined;
  /** How many trusted proxies are in front of the shop. */
  trustedProxies: number;
  /** Services that run elsewhere; absent if the shop runs its own issuer. */
  providers?: ProviderAccess | undefined;
  /** Key of the control API of the shop's own issuer. */
  issuerControlKey?: string | undefined;
  /**
   * Whether demo codes and text messages are shown. Gift codes cost the merchant's balance and messages are private, so the
   * default is off for services that run elsewhere.
   */
  demo: boolean;
  /** Whether the services have the demo's promo codes and members, as the shop's own issuer does. */
  stocked: boolean;
}

const DATA_DIR = fileURLToPath(new URL('../.data', import.meta.url));

/**
 * Reads the configuration: `PORT`, `HOST`, `DATA_DIR`, `PUBLIC_URL`, `TRUSTED_PROXIES`, `DEMO_CODES` (`on` or `off`),
 * `ISSUER_CONTROL_KEY`. For services that run elsewhere it reads `ISSUER_URL`, `_KEY`, `_SITE`, and then `MOTTOR_USER`,
 * `_KEY`, `_SITE`, `_URL` and `LOYALCLIENT_URL`, `_KEY`, `_POINT`.
 *
 * @throws {Error} Naming the variable that is wrong
 */
export function readConfig(env: Env): ShopConfig {
  const port = parseNumber('PORT', env.PORT || '3000', 65_535);
  const trustedProxies = parseNumber('TRUSTED_PROXIES', env.TRUSTED_PROXIES || '0', 10);
  if (env.PUBLIC_URL && !/^https?:$/.test(getProtocol(env.PUBLIC_URL))) {
    throw new Error('PUBLIC_URL must be an http(s) address');
  }
  const providers = readProviders(env);
  return {
    host: env.HOST || '127.0.0.1',
    port,
    dataDir: env.DATA_DIR ? resolve(env.DATA_DIR) : DATA_DIR,
    publicUrl: env.PUBLIC_URL || undefined,
    trustedProxies,
    providers,
    issuerControlKey: env.ISSUER_CONTROL_KEY || undefined,
    demo: env.DEMO_CODES ? env.DEMO_CODES === 'on' : !providers || isLoopback(providers.gift.baseUrl),
    stocked: !providers,
  };
}

type Env = Readonly<Record<string, string | undefined>>;

function readProviders(env: Env): ProviderAccess | undefined {
  const gift = readGiftAccess(env);
  const promo = readPromoAccess(env);
  const points = readPointsAccess(env);
  if (gift) return { gift, promo, points };
  if (promo || points) throw new Error('ISSUER_URL is missing: MOTTOR_* and LOYALCLIENT_* go with it');
  return undefined;
}

function readGiftAccess(env: Env): GiftAccess | undefined {
  if (!env.ISSUER_URL && !env.ISSUER_KEY && !env.ISSUER_SITE) return undefined;
  return {
    baseUrl: readAddress(env, 'ISSUER_URL'),
    apiKey: readText(env, 'ISSUER_KEY'),
    siteId: readText(env, 'ISSUER_SITE'),
  };
}

function readPromoAccess(env: Env): PromoAccess | undefined {
  if (!env.MOTTOR_URL && !env.MOTTOR_USER && !env.MOTTOR_KEY && !env.MOTTOR_SITE) return undefined;
  const baseUrl = env.MOTTOR_URL ? readAddress(env, 'MOTTOR_URL') : undefined;
  const [userId, apiKey] = [readText(env, 'MOTTOR_USER'), readText(env, 'MOTTOR_KEY')];
  return { baseUrl, userId, apiKey, siteId: readText(env, 'MOTTOR_SITE') };
}

function readPointsAccess(env: Env): PointsAccess | undefined {
  if (!env.LOYALCLIENT_URL && !env.LOYALCLIENT_KEY && !env.LOYALCLIENT_POINT) return undefined;
  const [apiKey, point] = [readText(env, 'LOYALCLIENT_KEY'), readText(env, 'LOYALCLIENT_POINT')];
  return { baseUrl: readAddress(env, 'LOYALCLIENT_URL'), apiKey, point };
}

function readAddress(env: Env, name: string): string {
  const address = env[name] ?? '';
  if (!/^https?:$/.test(getProtocol(address))) throw new Error(`${name} must be an http(s) address`);
  return address;
}

function readText(env: Env, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}

function parseNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > most) {
    throw new Error(`${name} must be a number from 0 to ${most}`);
  }
  return number;
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

function getProtocol(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
