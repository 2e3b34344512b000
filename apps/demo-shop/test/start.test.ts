import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openTemporaryFolder, type TemporaryFolder, temporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/read-config.ts';
import { startShop } from '../src/start-shop.ts';
import { createShopper } from './support/shopper.ts';

let folder: TemporaryFolder;
beforeAll(() => {
  folder = openTemporaryFolder();
});
afterAll(() => folder.remove());

const surroundings = { log: () => {}, providerTimeout: 60_000, waits: { quoteWithin: 60_000 } };
const open = () => startShop(readConfig({ PORT: '0', DATA_DIR: folder.path }), surroundings);
/** `localhost` may be another address on this machine, but the shop listens on this one. */
const toAddress = ({ url }: { url: string }) => url.replace('//localhost:', '//127.0.0.1:');

describe('startShop', () => {
  it('sets everything up at the first start, and makes its secrets readable for the owner only', async () => {
    const first = await open();
    const secrets = await readFile(join(folder.path, 'secrets.json'), 'utf8');
    await first.close();
    const second = await open();
    try {
      expect(await readFile(join(folder.path, 'secrets.json'), 'utf8')).toBe(secrets);
      expect(second.providers).toEqual({
        ...first.providers,
        gift: { ...first.providers.gift, baseUrl: expect.any(String) },
        promo: { ...first.providers.promo, baseUrl: expect.any(String) },
        points: { ...first.providers.points, baseUrl: expect.any(String) },
      });
      expect((await stat(join(folder.path, 'secrets.json'))).mode & 0o777).toBe(0o600);
      expect(second.url).toMatch(/^http:\/\/localhost:\d+$/);
    } finally {
      await second.close();
    }
  });

  it('calls its issuer over real HTTP, and shows demo codes', async () => {
    const shop = await open();
    try {
      const shopper = createShopper({ url: toAddress(shop) });
      await shopper.add('teapot');
      const { html } = await shopper.get('/checkout');
      const [code] = [...html.matchAll(/data-apply="([A-Z0-9]{20})"/g)].map(([, found]) => found);
      const { baseUrl, apiKey } = shop.providers.gift;
      const answer = await fetch(`${baseUrl}/codes/${code}`, { headers: { 'x-api-key': apiKey } });
      expect(await answer.json()).toMatchObject({ exists: true, is_valid: true });
    } finally {
      await shop.close();
    }
  });

  it('keeps a cart and an order after a restart', async () => {
    const first = await open();
    const shopper = createShopper({ url: toAddress(first) });
    await shopper.add('teapot');
    const placed = await shopper.checkout();
    await shopper.add('honey');
    await first.close();

    const second = await open();
    try {
      const cookie = [...shopper.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const cart = await fetch(`${toAddress(second)}/cart`, { headers: { cookie, 'accept-language': 'ru' } });
      expect(await cart.text()).toContain('Мёд липовый');
      const order = await fetch(toAddress(second) + placed.location, { headers: { 'accept-language': 'ru' } });
      expect(await order.text()).toContain('Спасибо, заказ принят');
    } finally {
      await second.close();
    }
  });

  it('closes everything if its port is in use', async () => {
    const first = await open();
    const port = new URL(first.url).port;
    const other = temporaryFolder();
    try {
      await expect(startShop(readConfig({ PORT: port, DATA_DIR: other }), surroundings)).rejects.toMatchObject({
        code: 'EADDRINUSE',
      });
    } finally {
      await first.close();
    }
  });
});

describe('readConfig', () => {
  it('runs its own issuer unless another one is configured completely', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      providers: undefined,
      demo: true,
      stocked: true,
    });
    expect(() => readConfig({ ISSUER_URL: 'http://127.0.0.1:4010/api/v1' })).toThrow('ISSUER_KEY');
    expect(() => readConfig({ ISSUER_KEY: 'k' })).toThrow('ISSUER_URL');
    expect(() => readConfig({ MOTTOR_USER: '1', MOTTOR_KEY: 'k', MOTTOR_SITE: '1' })).toThrow('ISSUER_URL');
  });

  it('reads the access to each provider', () => {
    const issuer = { ISSUER_URL: 'https://gifts.example/api/v1', ISSUER_KEY: 'g', ISSUER_SITE: 's' };
    const promo = { MOTTOR_USER: '1', MOTTOR_KEY: 'p', MOTTOR_SITE: '2' };
    const points = { LOYALCLIENT_URL: 'https://points.example', LOYALCLIENT_KEY: 'l', LOYALCLIENT_POINT: 'web' };
    expect(readConfig({ ...issuer, ...promo, ...points })).toMatchObject({
      providers: { promo: { userId: '1', apiKey: 'p', siteId: '2' }, points: { apiKey: 'l', point: 'web' } },
      stocked: false,
      demo: false,
    });
    expect(() => readConfig({ ...issuer, MOTTOR_USER: '1' })).toThrow('MOTTOR_KEY');
    expect(() => readConfig({ ...issuer, ...points, LOYALCLIENT_URL: 'points' })).toThrow('LOYALCLIENT_URL');
  });

  it('shows no demo codes if the issuer is not on this machine', () => {
    const named = { ISSUER_KEY: 'k', ISSUER_SITE: 's' };
    expect(readConfig({ ...named, ISSUER_URL: 'https://gifts.example/api/v1' }).demo).toBe(false);
    expect(readConfig({ ...named, ISSUER_URL: 'http://127.0.0.1:4010/api/v1' }).demo).toBe(true);
    expect(readConfig({ ...named, ISSUER_URL: 'https://gifts.example', DEMO_CODES: 'on' }).demo).toBe(true);
  });

  it('names the variable that is wrong', () => {
    expect(() => readConfig({ PORT: 'many' })).toThrow('PORT');
    expect(() => readConfig({ PUBLIC_URL: 'shop.example' })).toThrow('PUBLIC_URL');
  });
});
