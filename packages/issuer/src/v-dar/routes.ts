import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { limitBody, readJson, type WithBody } from '../foundation/request-body.ts';
import { findMerchant, type Merchant } from '../merchants/find-merchant.ts';
import { findSite } from '../merchants/sites.ts';
import type { Ledger } from '../schema/ledger.ts';
import {
  activatedAnswer,
  balanceAnswer,
  checkedAnswer,
  codesAnswer,
  deactivatedAnswer,
  generatedAnswer,
  operationsAnswer,
} from './answers.ts';
import { activateCode, deactivateCode } from './close-code.ts';
import { findCode } from './find-code.ts';
import { generateCode } from './generate-code.ts';
import { listCodes, listOperations } from './list-page.ts';
import { refuse, refuseInvalid } from './refusal.ts';
import { activateBody, generateBody, invalidField, pageQuery, readAmount, readPart, sitePath } from './requests.ts';

/** How V-DAR behaves where its documentation is ambiguous (`docs/providers.md`). */
export interface VDarBehaviour {
  /** Status for a missing or wrong key; 401 unless given. Older FastAPI servers answer 403. */
  authStatus?: 401 | 403;
  /** Status when an unknown code is checked; 200 with `exists: false` unless given. */
  unknownCodeStatus?: 200 | 404;
  /** Whether list paths without the trailing slash redirect to the documented ones; if false, the default, they are 404. */
  redirectSlashes?: boolean;
}

/** Options of {@link createVDarRoutes}. */
export interface VDarOptions extends VDarBehaviour {
  ledger: Ledger;
  /** Whether deactivating a code refunds its value to the site that paid for it. */
  refundOnDeactivate: boolean;
  /** Receives unexpected errors. */
  onFailure: (thrown: unknown) => void;
}

type Env = { Variables: { merchant: Merchant } & WithBody };

const MAX_BODY = 16 * 1024;

/**
 * V-DAR's seven documented calls, to be mounted at `/api/v1`. Slashes are exactly as documented: `/codes/` is the list,
 * `/codes` is not found.
 */
export function createVDarRoutes(options: VDarOptions): Hono<Env> {
  const { ledger, refundOnDeactivate, onFailure, unknownCodeStatus = 200, redirectSlashes = false } = options;
  const authStatus = options.authStatus === 403 ? 403 : undefined;
  const routes = new Hono<Env>();
  const body = limitBody(MAX_BODY, (c) => refuse(c, 'bodyTooLarge'));

  const key: MiddlewareHandler<Env> = async (c, next) => {
    // Answers contain codes, which are money, so caches must not store them.
    c.header('Cache-Control', 'no-store');
    const apiKey = c.req.header('X-API-Key');
    if (!apiKey) return refuse(c, 'keyMissing', authStatus);
    const merchant = await findMerchant(ledger, apiKey);
    if (!merchant) return refuse(c, 'keyUnknown', authStatus);
    c.set('merchant', merchant);
    return next();
  };

  routes.post('/codes/generate', key, body, async (c) => {
    const { merchant } = c.var;
    const json = readJson(c.var.body);
    if (json === undefined) return refuse(c, 'jsonInvalid');
    const asked = readPart('body', generateBody, json);
    if (!asked.ok) return refuseInvalid(c, asked.invalid);

    const { currency_code, name, expires_in_seconds } = asked.value;
    if ((currency_code ?? merchant.currency) !== merchant.currency) {
      return refuseInvalid(c, [invalidField(['body', 'currency_code'], 'literal_error')]);
    }
    const amount = readAmount(asked.value.amount, merchant.currency);
    if (!amount.ok) return refuseInvalid(c, amount.invalid);

    const order = { amount: amount.value, name: name ?? null, expiresInSeconds: expires_in_seconds };
    const row = await generateCode(ledger, merchant, order);
    return row ? c.json(generatedAnswer(row)) : refuse(c, 'balanceTooLow');
  });

  routes.post('/codes/activate', key, body, async (c) => {
    const { merchant } = c.var;
    const json = readJson(c.var.body);
    if (json === undefined) return refuse(c, 'jsonInvalid');
    const asked = readPart('body', activateBody, json);
    if (!asked.ok) return refuseInvalid(c, asked.invalid);

    const { code, site_id } = asked.value;
    const siteId = site_id ?? merchant.defaultSiteId;
    const site = await findSite(ledger, merchant, siteId);
    if (!site) return refuse(c, 'siteForeign');

    const done = await activateCode(ledger, merchant, code, siteId);
    return typeof done === 'string' ? refuse(c, done) : c.json(activatedAnswer(done));
  });

  routes.get('/codes/', key, async (c) => {
    const asked = readPart('query', pageQuery, c.req.query());
    if (!asked.ok) return refuseInvalid(c, asked.invalid);
    const page = await listCodes(ledger, c.var.merchant, asked.value);
    return c.json(codesAnswer(page, asked.value, ledger.clock()));
  });

  routes.get('/codes/:code', key, async (c) => {
    const row = await findCode(ledger, c.var.merchant, c.req.param('code'));
    if (!row && unknownCodeStatus === 404) return refuse(c, 'codeUnknown');
    return c.json(checkedAnswer(row, ledger.clock()));
  });

  routes.delete('/codes/:code', key, async (c) => {
    const done = await deactivateCode(ledger, c.var.merchant, c.req.param('code'), refundOnDeactivate);
    return typeof done === 'string' ? refuse(c, done) : c.json(deactivatedAnswer());
  });

  routes.get('/merchants/balance/:site_id', key, async (c) => {
    const asked = readPart('path', sitePath, c.req.param());
    if (!asked.ok) return refuseInvalid(c, asked.invalid);
    const site = await findSite(ledger, c.var.merchant, asked.value.site_id);
    return site ? c.json(balanceAnswer(site)) : refuse(c, 'siteForeign');
  });

  routes.get('/operations/', key, async (c) => {
    const asked = readPart('query', pageQuery, c.req.query());
    if (!asked.ok) return refuseInvalid(c, asked.invalid);
    const page = await listOperations(ledger, c.var.merchant, asked.value);
    return c.json(operationsAnswer(page, asked.value));
  });

  if (redirectSlashes) {
    const withSlash = (c: Context) => {
      const url = new URL(c.req.url);
      url.pathname += '/';
      return c.redirect(url.href, 307);
    };
    routes.all('/codes', withSlash);
    routes.all('/operations', withSlash);
  }

  // These come last, so a request that gets here has a known path and an unknown method.
  const only = (allow: string) => (c: Context) => {
    c.header('Allow', allow);
    return refuse(c, 'methodNotAllowed');
  };
  routes.all('/codes/generate', only('DELETE, GET, HEAD, POST'));
  routes.all('/codes/activate', only('DELETE, GET, HEAD, POST'));
  routes.all('/codes/', only('GET, HEAD'));
  routes.all('/codes/:code', only('DELETE, GET, HEAD'));
  routes.all('/merchants/balance/:site_id', only('GET, HEAD'));
  routes.all('/operations/', only('GET, HEAD'));

  routes.onError((thrown, c) => {
    onFailure(thrown);
    return refuse(c, 'internal');
  });

  return routes;
}
