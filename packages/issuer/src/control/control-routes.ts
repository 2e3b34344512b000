import { createHash, timingSafeEqual } from 'node:crypto';
import { isPerksError } from '@checkout-perks/core/errors';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { z } from 'zod';
import { limitBody, readJson } from '../foundation/request-body.ts';
import type { IssuerControl } from './control.ts';
import { controlBodies } from './control-requests.ts';

/** Options of {@link createControlRoutes}. */
export interface ControlRoutesOptions {
  control: IssuerControl;
  /** Key that callers send as `Authorization: Bearer`. */
  controlKey: string;
  /** Receives unexpected errors. */
  onFailure: (thrown: unknown) => void;
}

/** Enough for ten thousand promos with all their fields. */
const MAX_BODY = 8 * 1024 * 1024;

/**
 * The control API over HTTP, to be mounted at `/__issuer`. Amounts are in minor units, times in ms. A refusal is
 * `{code, option?}`: 400 for invalid JSON, 401 for a wrong key, 404, 413, 422 with the option that is wrong, and 409 for a
 * checkout that Mottor refuses.
 */
export function createControlRoutes({ control, controlKey, onFailure }: ControlRoutesOptions): Hono {
  const routes = new Hono();
  const { vDar, mottor, loyalClient, faults } = control;

  const key: MiddlewareHandler = async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const [, given = ''] = /^Bearer (.+)$/i.exec(c.req.header('Authorization') ?? '') ?? [];
    // Keys are hashed first, because comparing strings of different lengths would reveal the key's length.
    if (!timingSafeEqual(digest(given), digest(controlKey))) return c.json({ code: 'UNAUTHORIZED' }, 401);
    return next();
  };
  const body = limitBody(MAX_BODY, (c) => c.json({ code: 'BODY_TOO_LARGE' }, 413));
  routes.use('*', key);

  const post = <T>(path: string, schema: z.ZodType<T>, act: (request: T) => unknown) =>
    routes.post(path, body, async (c) => {
      const json = readJson(c.var.body);
      if (json === undefined) return c.json({ code: 'INVALID_JSON' }, 400);
      const read = schema.safeParse(json);
      if (!read.success) return c.json({ code: 'CONFIGURATION', option: read.error.issues[0]?.path.join('.') }, 422);
      const done = await act(read.data);
      return done instanceof Response ? done : c.json(done ?? {}, 201);
    });

  post('/v-dar/merchants', controlBodies.merchant, vDar.createMerchant);
  post('/v-dar/keys', controlBodies.site, vDar.createKey);
  post('/v-dar/top-ups', controlBodies.topUp, vDar.topUp);
  post('/v-dar/codes', controlBodies.codes, vDar.generateCodes);

  post('/mottor/accounts', controlBodies.account, mottor.createAccount);
  post('/mottor/keys', controlBodies.accountKey, mottor.createKey);
  post('/mottor/sites', controlBodies.mottorSite, mottor.createSite);
  post('/mottor/promos', controlBodies.promos, mottor.addPromos);
  post('/mottor/checkouts', controlBodies.checkout, async (request) => {
    const done = await mottor.checkOut(request);
    return done.ok ? done : Response.json(done, { status: 409, headers: { 'Cache-Control': 'no-store' } });
  });

  post('/loyalclient/programs', controlBodies.program, loyalClient.createProgram);
  post('/loyalclient/keys', controlBodies.programKey, loyalClient.createKey);
  post('/loyalclient/points', controlBodies.point, loyalClient.createPoint);
  post('/loyalclient/levels', controlBodies.level, loyalClient.createLevel);
  post('/loyalclient/members', controlBodies.member, loyalClient.createMember);
  routes.get('/loyalclient/members/:memberId', async (c) => c.json(await loyalClient.member(c.req.param('memberId'))));

  post('/faults', controlBodies.fault, faults.set);
  routes.get('/faults', (c) => c.json({ faults: faults.list() }));
  routes.delete('/faults', (c) => c.json({ cleared: faults.clear() }));
  routes.delete('/faults/:id', (c) => c.json({ cleared: faults.clear(c.req.param('id')) }));

  routes.get('/calls', (c) => c.json(control.calls()));
  routes.get('/survey', async (c) => c.json(await control.survey()));
  post('/seed', controlBodies.seed, control.seed);
  post('/reset', controlBodies.nothing, control.reset);

  routes.all('*', (c) => c.json({ code: 'ROUTE_NOT_FOUND' }, 404));
  routes.onError((thrown, c) => toRefusal(thrown, c, onFailure));
  return routes;
}

function toRefusal(thrown: unknown, c: Context, onFailure: (thrown: unknown) => void): Response {
  if (isPerksError(thrown) && thrown.code === 'CONFIGURATION') {
    return c.json({ code: thrown.code, ...thrown.details }, 422);
  }
  onFailure(thrown);
  return c.json({ code: 'INTERNAL' }, 500);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
