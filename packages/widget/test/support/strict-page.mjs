// A page as strict shops serve it: scripts and connections from its own origin only, nothing inline, Trusted Types on.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** A koa middleware for web-test-runner: `/strict/<session>` holds the built script tag under a strict policy. */
export async function strictPage(context, next) {
  const [, session] = /^\/strict\/([\w-]+)$/.exec(context.path) ?? [];
  if (!session) return next();
  context.set('content-security-policy', POLICY);
  context.type = 'html';
  context.body = `<!doctype html>
    <html lang="en">
      <title>Checkout</title>
      <script type="module" src="/packages/widget/dist/cdn.js"></script>
      <form>
        <checkout-perks endpoint="/quotes/${session}/perks/v1" name="perks">
          <script type="application/json">
            { "currency": "RUB", "lines": [{ "id": "tea", "quantity": 1, "unitPrice": 129000 }] }
          </script>
        </checkout-perks>
      </form>
    </html>`;
}
