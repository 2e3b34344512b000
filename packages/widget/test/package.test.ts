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
    expect(await node(`console.log((await import('@checkout-perks/widget/locales/ru')).ru.label)`)).toBe(
      'Подарочный код',
    );
  });
});

describe('the script tag', async () => {
  const script = await readFile(`${root}/dist/cdn.js`, 'utf8');

  it('keeps its weight', () => {
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(12_400);
  });

  it('is complete in itself', () => {
    expect(script).not.toMatch(/\bimport\b\s*[({"'`*\w]/);
    expect(script).not.toContain('node:');
  });

  it('holds nothing of providers, secrets, schema libraries or code evaluation', () => {
    expect(script).not.toMatch(
      /v-?dar|mottor|loyalclient|authorization|bearer|x-api-key|ofetch|zod|\beval\b|new Function/i,
    );
  });

  it('names its licence and those of its parts', async () => {
    expect(script.split('\n', 1)[0]).toContain('cdn.license.txt');
    expect(await readFile(`${root}/dist/cdn.license.txt`, 'utf8')).toContain('BSD 3-Clause');
  });
});
