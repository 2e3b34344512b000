import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { limitBody, readJson, type WithBody } from '../foundation/request-body.ts';
import type { Ledger } from '../schema/ledger.ts';
import { addPromos } from './add-promos.ts';
import { promoAnswer, statisticAnswer } from './answers.ts';
import { changePromo, deletePromo } from './change-promo.ts';
import { type Account, findAccount } from './find-account.ts';
import { findPromo } from './find-promo.ts';
import { listBody } from './list-body.ts';
import { openPromoList } from './list-promos.ts';
import { listStatistics } from './list-statistics.ts';
import { toFields } from './promo-fields.ts';
import { refuse } from './refusal.ts';
import { type PutMode, readChange, readPathId, readPromo, readSiteBody, readSiteQuery } from './requests.ts';

/** How Mottor behaves where its documentation is ambiguous (`docs/providers.md`). */
export interface MottorBehaviour {
  /** What `PUT` does with fields that are not sent: keeps them, or sets their defaults; `merge` unless given. */
  putMode?: PutMode;
  /** Status after creating a promo; 200 unless given. */
  createStatus?: 200 | 201;
  /** Status after deleting a promo; 204 unless given. The body is empty either way. */
  deleteStatus?: 200 | 204;
  /** Whether create, get and change also answer an `id`, which the documentation does not show; false unless given. */
  withIds?: boolean;
}

/** Options of {@link createMottorRoutes}. */
export interface MottorOptions extends MottorBehaviour {
  ledger: Ledger;
  /** Receives unexpected errors. */
  onFailure: (thrown: unknown) => void;
}

type Env = { Variables: { account: Account } & WithBody };

const MAX_BODY = 16 * 1024;

/** Mottor's six documented calls, to be mounted at `/v1`. */
export function createMottorRoutes(options: MottorOptions): Hono<Env> {
  const { ledger, onFailure, putMode = 'merge', createStatus = 200, deleteStatus = 204, withIds = false } = options;
  const routes = new Hono<Env>();
  const body = limitBody(MAX_BODY, (c) => refuse(c, 'bodyTooLarge'));
  const shownId = (id: number) => (withIds ? { id } : {});

  const key: MiddlewareHandler<Env> = async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const [, apiKey] = /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header('Authorization') ?? '') ?? [];
    const account = apiKey && (await findAccount(ledger, c.req.header('X-Api-User-Id') ?? '', apiKey));
    if (!account) return refuse(c, 'unauthorized');
    c.set('account', account);
    return next();
  };

  routes.get('/promo', key, async (c) => {
    const siteId = readSiteQuery(c.req.query());
    if (siteId === undefined) return refuse(c, 'dataInvalid');
    const list = await openPromoList(ledger, c.var.account, siteId);
    if (!list) return refuse(c, 'siteForeign');
    return c.body(await listBody(list, ledger.clock(), onFailure), 200, { 'Content-Type': 'application/json' });
  });

  routes.post('/promo', key, body, async (c) => {
    const json = readJson(c.var.body);
    const siteId = readSiteBody(json);
    const promo = readPromo(json);
    if (siteId === undefined || !promo) return refuse(c, 'dataInvalid');
    const added = await addPromos(ledger, c.var.account.id, siteId, [promo]);
    if (typeof added === 'string') return refuse(c, added);
    return c.json({ ...shownId(added[0]?.id ?? 0), ...promoAnswer(promo) }, createStatus);
  });

  routes.get('/promo/:promo_id', key, async (c) => {
    const promoId = readPathId(c.req.param('promo_id'));
    const row = promoId && (await findPromo(ledger.database.read, c.var.account, promoId));
    if (!row) return refuse(c, 'promoForeign');
    return c.json({ ...shownId(row.id), ...promoAnswer(toFields(row)) });
  });

  routes.put('/promo/:promo_id', key, body, async (c) => {
    const change = readChange(readJson(c.var.body));
    if (!change) return refuse(c, 'dataInvalid');
    const promoId = readPathId(c.req.param('promo_id'));
    if (promoId === undefined) return refuse(c, 'promoForeign');
    const changed = await changePromo(ledger, c.var.account, promoId, change, putMode);
    if (typeof changed === 'string') return refuse(c, changed);
    return c.json({ ...shownId(promoId), ...promoAnswer(changed) });
  });

  routes.delete('/promo/:promo_id', key, async (c) => {
    const promoId = readPathId(c.req.param('promo_id'));
    const deleted = promoId !== undefined && (await deletePromo(ledger, c.var.account, promoId));
    return deleted ? c.body(null, deleteStatus) : refuse(c, 'promoForeign');
  });

  routes.get('/promo/:promo_id/statistics', key, async (c) => {
    const promoId = readPathId(c.req.param('promo_id'));
    const rows = promoId && (await listStatistics(ledger, c.var.account, promoId));
    // The documentation uses the error number of a site here, not that of a promo.
    return rows ? c.json(rows.map(statisticAnswer)) : refuse(c, 'siteForeign');
  });

  // These come last, so a request that gets here has a known path and an unknown method.
  const only = (allow: string) => (c: Context) => {
    c.header('Allow', allow);
    return refuse(c, 'methodNotAllowed');
  };
  routes.all('/promo', only('GET, HEAD, POST'));
  routes.all('/promo/:promo_id', only('DELETE, GET, HEAD, PUT'));
  routes.all('/promo/:promo_id/statistics', only('GET, HEAD'));
  routes.all('/*', (c) => refuse(c, 'pathUnknown'));

  routes.onError((thrown, c) => {
    onFailure(thrown);
    return refuse(c, 'internal');
  });

  return routes;
}
