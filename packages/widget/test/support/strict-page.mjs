// A page as strict shops serve it: scripts and connections from its own origin only, nothing inline, Trusted Types on.
import { readFile } from 'node:fs/promises';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/**
 * A koa middleware for web-test-runner: `/strict/<session>` holds the built script tag under a strict policy, served under
 * another name than it was built with; `/alone/<session>` the same without the files that it loads later.
 */
export async function strictPage(context, next) {
  const [, folder, name] = /^\/(strict|alone)\/([\w-]+(?:\.js)?)$/.exec(context.path) ?? [];
  if (!name) return next();
  if (name.endsWith('.js')) {
    const file = name === 'checkout-perks.js' ? 'cdn.js' : name;
    if (folder === 'alone' && file !== 'cdn.js') return undefined;
    context.type = 'text/javascript';
    context.body = await readFile(new URL(`../../dist/${file}`, import.meta.url), 'utf8');
    return undefined;
  }
  context.set('content-security-policy', POLICY);
  context.type = 'html';
  context.body = `<!doctype html>
    <html lang="en">
      <title>Checkout</title>
      <script type="module" src="/${folder}/checkout-perks.js?v=1"></script>
      <form>
        <checkout-perks endpoint="/quotes/${name}/perks/v1" name="perks">
          <script type="application/json">
            { "currency": "RUB", "lines": [{ "id": "tea", "quantity": 1, "unitPrice": 129000 }] }
          </script>
        </checkout-perks>
      </form>
    </html>`;
  return undefined;
}
