// A small middleware for the browser tests, spoken to over real HTTP: it prices with the core's own sum, and a test can plan
// what goes wrong. `/quotes/<session>/perks/v1` is the mount path; `/quotes/<session>/plan`, `/log`, `/held` and
// `/release` are for the test.
import { isGiftCode, maskCode, normaliseCode } from '@checkout-perks/core/perks';
import { choosePromos, priceCart } from '@checkout-perks/core/pricing';
import { answerLoyalty, readSession } from './loyalty-desk.mjs';

const sessions = new Map();

/** Codes tell what they are: `G1000AB12` is worth 1000 roubles, these are promos, and the others are rejected. */
const PROMOS = {
  SALE10: { target: 'goods', discount: { kind: 'percent', basisPoints: 1000 } },
  SALE20: { target: 'goods', discount: { kind: 'percent', basisPoints: 2000 } },
  GRANDOPENINGCELEBRATION: { target: 'goods', discount: { kind: 'percent', basisPoints: 500 } },
  SHIP50: { target: 'delivery', discount: { kind: 'percent', basisPoints: 5000 } },
};
const REASONS = {
  BADCODE: 'discount_code_invalid',
  OLDCODE: 'discount_code_expired',
  DOWNCODE: 'discount_code_unavailable',
  NEWREASON: 'discount_code_of_tomorrow',
};
/** What the shop's server knows by a cart's name. */
const CARTS = {
  'cart-7': { currency: 'RUB', lines: [{ id: 'pot', quantity: 1, unitPrice: 250000 }], delivery: { price: 0 } },
};

/** A koa middleware for web-test-runner. */
export async function quoteServer(context, next) {
  const [, id, path] = /^\/quotes\/([^/]+)(\/.*)$/.exec(context.path) ?? [];
  if (!id) return next();
  const session = sessions.get(id) ?? {
    plan: [],
    log: [],
    held: [],
    spent: {},
    gift: true,
    promo: false,
    points: false,
    count: 0,
  };
  sessions.set(id, session);
  const route = path.replace('/perks/v1', '');

  if (path === '/plan') {
    Object.assign(session, JSON.parse(await read(context.req)));
    context.body = {};
  } else if (path === '/log') {
    context.body = session.log;
  } else if (path === '/held') {
    context.body = { count: session.held.length };
  } else if (path === '/release') {
    for (const goOn of session.held.splice(0)) goOn();
    context.body = {};
  } else if (route === '/config') {
    session.log.push({ path: '/config' });
    const { gift, promo, points, oneTimeCode = true } = session;
    context.body = {
      version: 1,
      currency: 'RUB',
      perks: { gift, promo, points },
      maxCodes: 5,
      locales: ['en', 'ru'],
      ...(points ? { loyalty: { oneTimeCode, codeLength: 6 } } : {}),
    };
  } else if (context.method === 'POST' && /^\/(quote|loyalty\/(identify|confirm))$/.test(route)) {
    await answer(context, session, route);
  } else {
    context.status = 404;
  }
}

async function answer(context, session, path) {
  const request = JSON.parse(await read(context.req));
  session.log.push({ path, headers: context.headers, ...request });
  const planned = path === '/quote' ? session.plan : (session.calls ?? []);
  const { hold, hangUp, status, body, raw } = planned.shift() ?? {};
  if (hold) await new Promise((goOn) => session.held.push(goOn));
  if (hangUp) {
    // Not before the head: the browser would send the request again by itself.
    context.respond = false;
    context.res.writeHead(200, { 'content-length': 1000 }).write('{', () => context.res.socket?.end());
    return;
  }
  const found = path === '/quote' ? { body: quote(request, session) } : answerLoyalty(path, request);
  context.status = status ?? found.status ?? 200;
  context.type = context.status < 300 ? 'application/json' : 'application/problem+json';
  context.body = raw ?? JSON.stringify((status ? body : found.body) ?? { code: found.code });
}

function quote({ cart: given, cartId, codes, loyalty: use }, session) {
  const cart = given ?? CARTS[cartId];
  const seen = new Set();
  const resolved = codes.map((typed) => {
    const code = normaliseCode(typed);
    const kind = PROMOS[code] ? 'promo' : 'gift';
    const value = Number(/^G(\d+)[A-Z]/.exec(code)?.[1] ?? 0) * 100;
    const unknown = PROMOS[code] || (isGiftCode(code) && value > 0) ? undefined : 'discount_code_invalid';
    const reason = REASONS[code] ?? session.spent[code] ?? (seen.has(code) ? 'discount_code_already_applied' : unknown);
    seen.add(code);
    const letters = typed.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
    const typedAs = letters === code ? undefined : letters;
    return { code, kind, masked: kind === 'promo' ? code : maskCode(code), value, reason, typedAs };
  });
  const candidates = resolved.filter(({ kind, reason }) => kind === 'promo' && !reason);
  const termsOf = ({ code }) => ({ label: code, ...PROMOS[code] });
  const choice = choosePromos(cart, candidates.map(termsOf), { goodsPromos: 1, deliveryPromos: 1 });
  for (const { index, reason, kept } of choice.rejected) {
    Object.assign(candidates[index], { reason, keptCode: candidates[kept]?.code });
  }
  const promos = choice.applied.map((index) => candidates[index]);
  const tenders = resolved.filter(({ kind, reason }) => kind === 'gift' && !reason);
  const member = use && readSession(use, session.loyaltyState);
  const goods = cart.lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const max = member?.max?.(goods) ?? 0;
  const {
    gifts,
    promos: taken,
    points,
    pointsBase,
    ...sums
  } = priceCart(cart, {
    promos: promos.map(termsOf),
    ...member?.perks,
    ...(use?.spend && max > 0 ? { points: { label: member.hint, spend: use.spend, max, pointValue: 100 } } : {}),
    gifts: tenders.map(({ masked, value }) => ({ label: masked, value })),
  });
  const { spend = 0, amount = 0 } = points ?? {};
  const earn = spend > 0 ? 0 : Math.floor((pointsBase * 0.05) / 100);
  const loyalty = member?.member
    ? { state: 'identified', hint: member.hint, member: member.member, maxSpend: max, spend, amount, earn }
    : member?.shown;
  session.count += 1;
  return {
    quote: {
      id: `quote-${session.count}`,
      currency: cart.currency,
      ...sums,
      codes: resolved.map((found) => {
        const { masked, kind, reason, keptCode, typedAs } = found;
        const read = typedAs ? { typedAs: kind === 'promo' ? typedAs : maskCode(typedAs) } : {};
        if (reason)
          return { code: masked, kind, status: 'rejected', reason, ...(keptCode ? { keptCode } : {}), ...read };
        const priced = kind === 'promo' ? taken[promos.indexOf(found)] : gifts[tenders.indexOf(found)];
        const remainder = priced.remainder ? { remainder: priced.remainder } : {};
        return { code: masked, kind, status: 'applied', amount: priced.amount, ...remainder, ...read };
      }),
      ...(loyalty ? { loyalty } : {}),
      provisional: given !== undefined,
      expiresAt: new Date(Date.now() + 1_800_000).toISOString(),
      ofANewerServer: true,
    },
    token: `token-${session.count}(${resolved.map(({ code, reason }) => (reason ? `!${code}` : code)).join(' ')})`,
  };
}

async function read(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
