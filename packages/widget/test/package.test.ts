import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a module in a plain Node, which has no DOM, on the built package. */
async function node(source: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source], { cwd: root });
  return stdout.trim();
}

describe('the built package', () => {
  it('loads on a server without registering anything', async () => {
    expect(
      await node(`
        await import('@checkout-perks/widget/define');
        console.log(Object.keys(await import('@checkout-perks/widget')).join(), typeof customElements);
      `),
    ).toBe('CheckoutPerksElement,PerksErrorEvent,PerksQuoteEvent,PerksRejectedEvent,registerLocale undefined');
  });

  it('has a door for each locale', async () => {
    expect(await node(`console.log((await import('@checkout-perks/widget/locales/ru')).ru.gift)`)).toBe(
      'подарочный код',
    );
  });
});

describe('the script tag', async () => {
  const read = (name: string) => readFile(`${root}/dist/${name}`, 'utf8');
  const script = await read('cdn.js');
  const later = await Promise.all(['cdn-en.js', 'cdn-ru.js'].map(read));
  const weigh = (text: string) => gzipSync(text, { level: 9 }).length;

  it('keeps its weight: at once, and what a page loads of the rest', () => {
    expect(weigh(script)).toBeLessThanOrEqual(12_400);
    for (const text of later) expect(weigh(text)).toBeLessThanOrEqual(4000);
  });

  it('needs nothing but one file beside it, which needs nothing', () => {
    expect(script.match(/\bimport\b.{0,15}/g)?.map((text) => text.replace(/\).*/, ''))).toEqual([
      'import(`./cdn-ru.js`',
      'import(`./cdn-en.js`',
    ]);
    for (const text of later) expect(text).not.toMatch(/\bimport\b/);
    expect(script).not.toContain('node:');
  });

  it('holds nothing of providers, secrets, schema libraries or code evaluation', () => {
    expect(script + later).not.toMatch(
      /v-?dar|mottor|loyalclient|authorization|bearer|x-api-key|ofetch|zod|\beval\b|new Function/i,
    );
  });

  it('names its licence and those of its parts', async () => {
    expect(script.split('\n', 1)[0]).toContain('cdn.license.txt');
    expect(await read('cdn.license.txt')).toContain('BSD 3-Clause');
  });
});
