// A small middleware for the browser tests, spoken to over real HTTP: it prices with the core's own sum, and a test can plan
// what goes wrong. `/quotes/<session>/perks/v1` is the mount path; `/quotes/<session>/plan` and `/log` are for the test.
import { setTimeout as sleep } from 'node:timers/promises';
import { isGiftCode, maskCode, normaliseCode } from '@checkout-perks/core/perks';
import { priceCart } from '@checkout-perks/core/pricing';

const sessions = new Map();

/** Codes tell what they are: `G1000AB12` is worth 1000 roubles, the others are rejected. */
const REASONS = {
  BADCODE: 'discount_code_invalid',
  OLDCODE: 'discount_code_expired',
  DOWNCODE: 'discount_code_unavailable',
  NEWREASON: 'discount_code_of_tomorrow',
};

/** A koa middleware for web-test-runner. */
export async function quoteServer(context, next) {
  const [, id, path] = /^\/quotes\/([^/]+)(\/.*)$/.exec(context.path) ?? [];
  if (!id) return next();
  const session = sessions.get(id) ?? { plan: [], log: [], spent: {}, gift: true, count: 0 };
  sessions.set(id, session);

  if (path === '/plan') {
    Object.assign(session, JSON.parse(await read(context.req)));
    context.body = {};
  } else if (path === '/log') {
    context.body = session.log;
  } else if (path === '/perks/v1/config') {
    session.log.push({ path: '/config' });
    context.body = {
      version: 1,
      currency: 'RUB',
      perks: { gift: session.gift, promo: false, points: false },
      maxCodes: 5,
      locales: ['en', 'ru'],
    };
  } else if (path === '/perks/v1/quote' && context.method === 'POST') {
    await answerQuote(context, session);
  } else {
    context.status = 404;
  }
}

async function answerQuote(context, session) {
  const request = JSON.parse(await read(context.req));
  session.log.push({ path: '/quote', headers: context.headers, ...request });
  const { delay = 0, hangUp, status, body, raw } = session.plan.shift() ?? {};
  await sleep(delay);
  if (hangUp) {
    // Not before the head: the browser would send the request again by itself.
    context.respond = false;
    context.res.writeHead(200, { 'content-length': 1000 }).write('{');
    await sleep(20);
    context.res.destroy();
  } else if (status) {
    context.status = status;
    context.type = 'application/problem+json';
    context.body = JSON.stringify(body);
  } else {
    context.type = 'application/json';
    context.body = raw ?? JSON.stringify(quote(request, session));
  }
}

function quote({ cart, codes }, session) {
  const seen = new Set();
  const resolved = codes.map((typed) => {
    const code = normaliseCode(typed);
    const value = Number(/^G(\d+)[A-Z]/.exec(code)?.[1] ?? 0) * 100;
    const unknown = isGiftCode(code) && value > 0 ? undefined : 'discount_code_invalid';
    const reason = REASONS[code] ?? session.spent[code] ?? (seen.has(code) ? 'discount_code_already_applied' : unknown);
    seen.add(code);
    return { code, masked: maskCode(code), value, reason };
  });
  const good = resolved.filter(({ reason }) => !reason);
  const { gifts, ...sums } = priceCart(
    cart,
    good.map(({ masked, value }) => ({ label: masked, value })),
  );
  session.count += 1;
  return {
    quote: {
      id: `quote-${session.count}`,
      currency: cart.currency,
      ...sums,
      codes: resolved.map(({ masked, reason, code }) => {
        if (reason) return { code: masked, kind: 'gift', status: 'rejected', reason };
        const { amount, remainder } = gifts[good.findIndex((gift) => gift.code === code)];
        return { code: masked, kind: 'gift', status: 'applied', amount, ...(remainder ? { remainder } : {}) };
      }),
      provisional: true,
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
