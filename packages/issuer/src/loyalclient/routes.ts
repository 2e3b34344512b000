import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { limitBody, readJson, type WithBody } from '../foundation/request-body.ts';
import type { Ledger } from '../schema/ledger.ts';
import { clientAnswer, heldAnswer, recalcAnswer, releasedAnswer, retailAnswer } from './answers.ts';
import { findMember, findMemberId } from './find-member.ts';
import { findPoint, findProgram, type Program } from './find-program.ts';
import { holdPoints, releaseHold } from './hold-points.ts';
import { type HoldReading, purchaseTerms, roundDown, spendable } from './purchase-terms.ts';
import { recordPurchase } from './record-purchase.ts';
import { CLIENT_NOT_FOUND, POINT_NOT_FOUND, refuse, refuseHttp } from './refusal.ts';
import { clientBody, holdBody, type PointsScale, readBody, recalcBody, releaseBody, retailBody } from './requests.ts';

/** How LoyalClient behaves where its documentation is ambiguous (`docs/providers.md`). */
export interface LoyalClientBehaviour {
  /** How hold ids change a balance; `addBack` unless given. */
  holdReading?: HoldReading;
  /** Whether a purchase ends all clients' holds at its point of sale, and not only its own client's; false unless given. */
  anyClientAtPoint?: boolean;
  /** How many decimals points have; 0 unless given. */
  pointsScale?: PointsScale;
  /** How long it takes until earned points can be spent, ms; 0 unless given. */
  earnDelayMs?: number;
  /** Status for a wrong key; 401 unless given. */
  authStatus?: 401 | 422;
}

/** Options of {@link createLoyalClientRoutes}. */
export interface LoyalClientOptions extends LoyalClientBehaviour {
  ledger: Ledger;
  /** Receives unexpected errors. */
  onFailure: (thrown: unknown) => void;
}

type Env = { Variables: { program: Program } & WithBody };

const MAX_BODY = 16 * 1024;

/** LoyalClient's five documented calls, to be mounted at `/integration/general`. */
export function createLoyalClientRoutes(options: LoyalClientOptions): Hono<Env> {
  const { ledger, onFailure, authStatus = 401 } = options;
  const { holdReading: reading = 'addBack', pointsScale: scale = 0 } = options;
  const { anyClientAtPoint = false, earnDelayMs = 0 } = options;
  const { database, clock } = ledger;
  const holdSchema = holdBody(scale);
  const retailSchema = retailBody(scale);

  const routes = new Hono<Env>();
  const body = limitBody(MAX_BODY, (c) => refuseHttp(c, 'bodyTooLarge'));

  const key: MiddlewareHandler<Env> = async (c, next) => {
    // Answers contain names, phones and birthdays, so caches must not store them.
    c.header('Cache-Control', 'no-store');
    const apiKey = c.req.header('apikey');
    const program = apiKey ? await findProgram(ledger, apiKey) : undefined;
    if (!program) return refuse(c, { apikey: 'Invalid apikey.' }, authStatus);
    c.set('program', program);
    return next();
  };

  routes.post('/client', key, body, async (c) => {
    const { program } = c.var;
    const json = readJson(c.var.body);
    if (json === undefined) return refuseHttp(c, 'jsonInvalid');
    const asked = readBody(clientBody, json);
    if (!asked.ok) return refuse(c, asked.faults);

    const { search, point, hold } = asked.value;
    if (!(await findPoint(ledger, program, point))) return refuse(c, POINT_NOT_FOUND);
    const memberId = await findMemberId(database.read, program, search);
    const member = memberId && (await findMember(database.read, program, memberId, hold, clock()));
    if (!member) return refuse(c, CLIENT_NOT_FOUND);
    return c.json(clientAnswer(member, roundDown(spendable(member, reading), scale)));
  });

  routes.post('/recalc', key, body, async (c) => {
    const { program } = c.var;
    const json = readJson(c.var.body);
    if (json === undefined) return refuseHttp(c, 'jsonInvalid');
    const asked = readBody(recalcBody, json);
    if (!asked.ok) return refuse(c, asked.faults);

    const { client, point: pointId, amount, hold } = asked.value;
    const point = await findPoint(ledger, program, pointId);
    if (!point) return refuse(c, POINT_NOT_FOUND);
    const member = await findMember(database.read, program, client, hold, clock());
    if (!member) return refuse(c, CLIENT_NOT_FOUND);
    return c.json(recalcAnswer(member, amount, purchaseTerms(member, point, amount, { reading, scale })));
  });

  routes.post('/bonuses/hold', key, body, async (c) => {
    const { program } = c.var;
    const json = readJson(c.var.body);
    if (json === undefined) return refuseHttp(c, 'jsonInvalid');
    const asked = readBody(holdSchema, json);
    if (!asked.ok) return refuse(c, asked.faults);

    const { client: memberId, point: pointId, amount, duration: minutes } = asked.value;
    if (!(await findPoint(ledger, program, pointId))) return refuse(c, POINT_NOT_FOUND);
    const held = await holdPoints(ledger, program, { memberId, pointId, amount, minutes }, scale);
    return 'faults' in held ? refuse(c, held.faults) : c.json(heldAnswer(held));
  });

  routes.post('/bonuses/release', key, body, async (c) => {
    const json = readJson(c.var.body);
    if (json === undefined) return refuseHttp(c, 'jsonInvalid');
    const asked = readBody(releaseBody, json);
    if (!asked.ok) return refuse(c, asked.faults);

    await releaseHold(ledger, c.var.program, asked.value.id);
    return c.json(releasedAnswer());
  });

  routes.post('/retail', key, body, async (c) => {
    const { program } = c.var;
    const json = readJson(c.var.body);
    if (json === undefined) return refuseHttp(c, 'jsonInvalid');
    const asked = readBody(retailSchema, json);
    if (!asked.ok) return refuse(c, asked.faults);

    const { client: memberId, point: pointId, amount, spend, hold: holds } = asked.value;
    const point = await findPoint(ledger, program, pointId);
    if (!point) return refuse(c, POINT_NOT_FOUND);
    const rules = { reading, scale, anyClientAtPoint, earnDelayMs };
    const done = await recordPurchase(ledger, program, point, { memberId, amount, spend, holds }, rules);
    return 'faults' in done ? refuse(c, done.faults) : c.json(retailAnswer(done));
  });

  // These come last, so a request that gets here has a known path and an unknown method.
  const onlyPost = (c: Context) => {
    c.header('Allow', 'POST');
    return refuseHttp(c, 'methodNotAllowed');
  };
  for (const path of ['/client', '/recalc', '/bonuses/hold', '/bonuses/release', '/retail']) {
    routes.all(path, onlyPost);
  }

  routes.onError((thrown, c) => {
    onFailure(thrown);
    return refuseHttp(c, 'internal');
  });

  return routes;
}
