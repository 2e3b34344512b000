import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { quoteServer } from './test/support/quote-server.mjs';

const { chromium } = createRequire('/work/main/apps/demo-shop/package.json')('playwright-core');
const dist = '/work/main/packages/widget/dist/';
const page0 = (
  lang,
  dark,
  id,
) => `<!doctype html><html lang="${lang}" ${lang === 'ar' ? 'dir=rtl' : ''}><meta name=viewport content="width=device-width"><title>Checkout</title>
<style>:root{color-scheme:${dark ? 'dark' : 'light'}}body{font:16px/1.5 Inter,system-ui,sans-serif;margin:0;padding:20px;background:${dark ? '#15171c' : '#f4f4f2'};color:${dark ? '#e8eaee' : '#1b1d22'}}main{max-width:440px;margin:auto;background:${dark ? '#1f2229' : '#fff'};padding:20px;border-radius:14px}h1{font-size:20px;margin:0 0 14px}</style>
<script type=module src=/assets/tag.js></script><main><h1>${lang === 'ru' ? 'Оформление заказа' : 'Checkout'}</h1><form><checkout-perks endpoint="/quotes/${id}/perks/v1" name=perks><script type="application/json">{"currency":"RUB","lines":[{"id":"tea","quantity":2,"unitPrice":164500}],"delivery":{"price":30000}}</script></checkout-perks></form></main>`;
const server = createServer(async (req, res) => {
  const url = new URL(req.url, 'http://x');
  if (url.pathname.startsWith('/assets/')) {
    const f = url.pathname.slice(8).replace('tag.js', 'cdn.js');
    res.setHeader('content-type', 'text/javascript');
    return res.end(readFileSync(dist + f));
  }
  if (url.pathname === '/page') {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types lit-html",
    );
    return res.end(page0(url.searchParams.get('lang'), url.searchParams.has('dark'), url.searchParams.get('id')));
  }
  const ctx = {
    path: url.pathname,
    method: req.method,
    req,
    res,
    headers: req.headers,
    status: 200,
    type: 'application/json',
    body: undefined,
    respond: true,
  };
  let missed;
  await quoteServer(ctx, () => {
    missed = true;
  });
  if (missed) {
    res.statusCode = 404;
    return res.end();
  }
  if (ctx.respond === false) return;
  res.statusCode = ctx.status;
  res.setHeader('content-type', ctx.type);
  res.end(typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body));
}).listen(0);
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const only = process.argv[2];
for (const [name, lang, dark, width] of [
  ['ru390', 'ru', false, 390],
  ['ru390d', 'ru', true, 390],
  ['en1280', 'en', false, 1280],
  ['en1280d', 'en', true, 1280],
]) {
  if (only && !name.startsWith(only)) continue;
  const id = `s-${name}-${Date.now()}`;
  await fetch(`${base}/quotes/${id}/plan`, { method: 'POST', body: JSON.stringify({ promo: true, points: true }) });
  const page = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: width < 500 ? 2 : 1.5 });
  page.on('console', (m) => console.log(name, m.text()));
  page.on('pageerror', (e) => console.log(name, 'ERR', e.message));
  await page.goto(`${base}/page?lang=${lang}&id=${id}${dark ? '&dark' : ''}`);
  const el = page.locator('checkout-perks');
  const idle = async () => {
    await page.waitForTimeout(150);
    await page.waitForFunction(
      () =>
        document.querySelector('checkout-perks').shadowRoot.querySelector('fieldset').getAttribute('aria-busy') ===
        'false',
    );
    await page.waitForTimeout(80);
  };
  const shot = (n) => page.locator('main').screenshot({ path: `/tmp/look-e/${name}-${n}.png` });
  const apply = async (t) => {
    await el.locator('#code').fill(t);
    await el.locator('[part~=apply]').first().click();
    await idle();
  };
  await idle();
  await shot('1empty');
  await apply('sale20');
  await apply('ШИЗ50'.replace('ШИЗ', 'SHIP'));
  await apply('G1000AB12');
  await shot('2applied');
  await apply('SALE10');
  await shot('3error');
  await apply('8 (912) 345-67-89');
  await shot('4confirm');
  await el.locator('#otp').fill('111111');
  await idle();
  await shot('5otperror');
  await el.locator('#otp').fill('123456');
  await idle();
  await idle();
  await shot('6member');
  await el.locator('[part~=max]').click();
  await page.waitForTimeout(400);
  await idle();
  await shot('7spent');
  await page.close();
}
await browser.close();
server.close();
