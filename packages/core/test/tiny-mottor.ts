import type { ServerResponse } from 'node:http';
import { type RecordingServer, type SeenRequest, sendJson, startRecordingServer } from './recording-server.ts';

/** A promo as the server keeps it, by the document's names. */
export interface TinyPromo {
  id: number;
  site_id: number;
  code: string;
  is_enabled: boolean;
  bonus_type: number | string;
  bonus_amount: number | string;
  bonus_amount_is_in_percentages: boolean | number | string;
  time_limit_is_enabled: boolean;
  d_on: string | null;
  d_off: string | null;
  quantity_limit_is_enabled: boolean;
  quantity_limit: number;
  personal_limit_is_enabled: boolean;
  used: number;
}

type Answer = [status: number, json: unknown];

/** The smallest server that keeps promos as Mottor's document tells, in memory. */
export interface TinyMottor extends RecordingServer {
  promos: TinyPromo[];
  /** Requests of one method, in the order of their arrival. */
  sent(method: string): SeenRequest[];
  /** Puts a promo in, past the API, and gives it an id. */
  seed(fields?: Partial<TinyPromo>): TinyPromo;
  /** Records a use, as Mottor's own checkout would. */
  use(promo: TinyPromo, discount: number): void;
  /**
   * Stands between the server and its answers: calls `act` for the effect, or does not, and answers as it likes.
   * `undefined` lets the answer of `act` go out.
   */
  fault: ((request: SeenRequest, act: () => Answer, response: ServerResponse) => unknown) | undefined;
  /** What a PUT does to fields that it does not name. */
  putMode: 'merge' | 'replace';
}

const DEFAULTS = {
  is_enabled: false,
  bonus_type: 2,
  bonus_amount: 0.01,
  bonus_amount_is_in_percentages: false,
  time_limit_is_enabled: false,
  d_on: null,
  d_off: null,
  quantity_limit_is_enabled: false,
  quantity_limit: 0,
  personal_limit_is_enabled: false,
};
const FIELDS = ['code', ...Object.keys(DEFAULTS)];

/** Starts it, with one site of the account. */
export async function startTinyMottor(account: {
  userId: string;
  apiKey: string;
  siteId: number;
}): Promise<TinyMottor> {
  const promos: TinyPromo[] = [];
  const statistics: Record<string, unknown>[] = [];
  let lastId = 100;

  const picked = (promo: TinyPromo) =>
    Object.fromEntries(Object.entries(promo).filter(([name]) => FIELDS.includes(name)));

  function isValid(promo: TinyPromo): boolean {
    const now = Date.now();
    const { d_on, d_off } = promo;
    const inTime = (!d_on || now >= Date.parse(d_on)) && (!d_off || now < Date.parse(d_off));
    const left = !promo.quantity_limit_is_enabled || promo.used < promo.quantity_limit;
    return promo.is_enabled && (!promo.time_limit_is_enabled || inTime) && left;
  }

  function seed(fields: Partial<TinyPromo> = {}): TinyPromo {
    lastId += 1;
    const promo = { ...DEFAULTS, id: lastId, site_id: account.siteId, code: `CODE${lastId}`, used: 0, ...fields };
    promos.push(promo);
    return promo;
  }

  function answer({ method, url, headers, body }: SeenRequest): Answer {
    const { pathname, searchParams } = new URL(url, 'http://tiny');
    const asked = body === '' ? {} : JSON.parse(body);
    if (headers.authorization !== `Bearer ${account.apiKey}` || headers['x-api-user-id'] !== account.userId)
      return [401, { title: 'unauthorized', error: 0, code: 401 }];

    if (pathname === '/v1/promo') {
      const siteId = Number(method === 'GET' ? searchParams.get('site_id') : asked.site_id);
      if (siteId !== account.siteId) return [403, { title: 'user cant view site', error: 30, code: 403 }];
      const ofSite = promos.filter((promo) => promo.site_id === siteId);
      if (method === 'GET') {
        const list = ofSite.map((promo, pos) => {
          const { personal_limit_is_enabled: _, ...fields } = picked(promo);
          return { id: promo.id, pos, ...fields, promo_used_count: promo.used, is_valid: isValid(promo) };
        });
        return [200, list];
      }
      const { site_id: _, ...fields } = asked;
      if (ofSite.some(({ code }) => code.toLowerCase() === fields.code.toLowerCase()))
        return [409, { title: 'promo already exists', error: 10, code: 409 }];
      return [200, picked(seed(fields))];
    }

    const [, id, rest] = /^\/v1\/promo\/(\d+)(\/statistics)?$/.exec(pathname) ?? [];
    const promo = promos.find((one) => String(one.id) === id);
    if (!promo) return [403, { title: 'user cant view promo', error: rest ? 30 : 40, code: 403 }];
    if (rest) return [200, statistics.filter(({ promo_id }) => promo_id === promo.id)];
    if (method === 'DELETE') {
      promos.splice(promos.indexOf(promo), 1);
      return [204, ''];
    }
    if (method === 'PUT') Object.assign(promo, tiny.putMode === 'replace' ? DEFAULTS : {}, asked);
    return [200, picked(promo)];
  }

  const server = await startRecordingServer((response, request) => {
    const act = () => answer(request);
    if (tiny.fault?.(request, act, response) === undefined && !response.headersSent && !response.destroyed)
      send(response, act());
  });
  const tiny: TinyMottor = {
    ...server,
    promos,
    seed,
    fault: undefined,
    putMode: 'merge',
    sent: (method) => server.seen.filter((request) => request.method === method),
    use(promo, discount) {
      promo.used += 1;
      statistics.push({
        id: statistics.length + 1,
        promo_id: promo.id,
        lead_id: 7000 + statistics.length,
        bonus_type_id: promo.bonus_type,
        bonus_amount: promo.bonus_amount,
        bonus_amount_is_in_percentages: Number(promo.bonus_amount_is_in_percentages),
        order_price: 1000,
        order_quantity: 1,
        discount_amount: discount,
        promo: { code: promo.code },
        d_lead_created: new Date().toISOString(),
        currency: 'RUB',
      });
    },
  };
  return tiny;
}

function send(response: ServerResponse, [status, json]: Answer): void {
  if (status === 204) response.writeHead(204).end();
  else sendJson(response, status, json);
}
