import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { limitBody, type WithBody } from '../foundation/limit-body.ts';
import { readJson } from '../foundation/read-json.ts';
import type { Ledger } from '../schema/ledger.ts';
import { addPromos } from './add-promos.ts';
import { promoAnswer, statisticAnswer } from './answers.ts';
import { changePromo } from './change-promo.ts';
import { deletePromo } from './delete-promo.ts';
import { type Account, findAccount } from './find-account.ts';
import { findPromo } from './find-promo.ts';
import { listBody } from './list-body.ts';
import { openPromoList } from './list-promos.ts';
import { listStatistics } from './list-statistics.ts';
import { fieldsOf } from './promo-fields.ts';
import { refuse } from './refusal.ts';
import { type PutMode, readChange, readPathId, readPromo, readSiteBody, readSiteQuery } from './requests.ts';

/** Where the document leaves open what Mottor does; each is one of its readings (`docs/providers.md`). */
export interface MottorBehaviour {
  /** What `PUT` does with fields that are not sent: leaves them, or gives them their defaults; `merge` unless given. */
  putMode?: PutMode;
  /** Status of a creation; 200 unless given. */
  createStatus?: 200 | 201;
  /** Status of a deletion, whose body is empty either way; 204 unless given. */
  deleteStatus?: 200 | 204;
  /** Whether create, get and change answer an `id` too, which the document does not show; false unless given. */
  withIds?: boolean;
}

/** How Mottor is played. */
export interface MottorOptions extends MottorBehaviour {
  ledger: Ledger;
  /** Told of everything that should not have happened. */
  onFailure: (thrown: unknown) => void;
}

type Env = { Variables: { account: Account } & WithBody };

const MAX_BODY = 16 * 1024;

/** Mottor's six documented calls, to be mounted at `/v1`. */
export function createMottorRoutes(options: MottorOptions): Hono<Env> {
  const { ledger, onFailure, putMode = 'merge', createStatus = 200, deleteStatus = 204, withIds = false } = options;
  const routes = new Hono<Env>();
  const body = limitBody(MAX_BODY, (c) => refuse(c, 'bodyTooLarge'));
  const idOf = (id: number) => (withIds ? { id } : {});

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
    return c.json({ ...idOf(added[0]?.id ?? 0), ...promoAnswer(promo) }, createStatus);
  });

  routes.get('/promo/:promo_id', key, async (c) => {
    const promoId = readPathId(c.req.param('promo_id'));
    const row = promoId && (await findPromo(ledger.database.read, c.var.account, promoId));
    if (!row) return refuse(c, 'promoForeign');
    return c.json({ ...idOf(row.id), ...promoAnswer(fieldsOf(row)) });
  });

  routes.put('/promo/:promo_id', key, body, async (c) => {
    const change = readChange(readJson(c.var.body));
    if (!change) return refuse(c, 'dataInvalid');
    const promoId = readPathId(c.req.param('promo_id'));
    if (promoId === undefined) return refuse(c, 'promoForeign');
    const changed = await changePromo(ledger, c.var.account, promoId, change, putMode);
    if (typeof changed === 'string') return refuse(c, changed);
    return c.json({ ...idOf(promoId), ...promoAnswer(changed) });
  });

  routes.delete('/promo/:promo_id', key, async (c) => {
    const promoId = readPathId(c.req.param('promo_id'));
    const deleted = promoId !== undefined && (await deletePromo(ledger, c.var.account, promoId));
    return deleted ? c.body(null, deleteStatus) : refuse(c, 'promoForeign');
  });

  routes.get('/promo/:promo_id/statistics', key, async (c) => {
    const promoId = readPathId(c.req.param('promo_id'));
    const rows = promoId && (await listStatistics(ledger, c.var.account, promoId));
    // The document refuses with the number of a site here, not with that of a promo.
    return rows ? c.json(rows.map(statisticAnswer)) : refuse(c, 'siteForeign');
  });

  // These come last: whatever gets here has a path that we know and a method that we do not.
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
