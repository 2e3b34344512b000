import { PerksError } from '@checkout-perks/core/errors';
import type { OrderTiming } from './orders/storing/order-context.ts';
import type { PerksOptions } from './perks-options.ts';

/** The largest delay that timers take, ms; past it they fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Checks the options, also of callers without types.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong
 */
export function checkOptions(options: PerksOptions, basePath: string, timing: OrderTiming): void {
  const secrets = [options.secret, ...(options.previousSecrets ?? [])];
  check(
    'secret',
    secrets.every((secret) => typeof secret === 'string' && secret.length >= 32),
  );
  // A secret read from a file often ends in a line break, which no header can carry: nobody could ever bring it.
  check(
    'merchantSecret',
    typeof options.merchantSecret === 'string' && /^[\x21-\x7e]{16,}$/.test(options.merchantSecret),
  );
  check(
    'adminSecret',
    options.adminSecret === undefined ||
      (typeof options.adminSecret === 'string' && /^[\x21-\x7e]{16,}$/.test(options.adminSecret)),
  );
  check('currency', typeof options.currency === 'string' && /^[A-Z]{3}$/.test(options.currency));
  const { gift, promo, points } = options;
  const providers = [gift, promo, points].filter((provider) => provider !== undefined);
  // Named after the first of the three that could be given.
  check('gift', providers.length > 0 && (gift === undefined || typeof gift?.check === 'function'));
  check('promo', promo === undefined || typeof promo?.list === 'function');
  check('points', points === undefined || typeof points?.identify === 'function');
  const { sendCode, customerSecret, appCode } = options.loyalty ?? {};
  check('loyalty.sendCode', sendCode === undefined || typeof sendCode === 'function');
  check(
    'loyalty.customerSecret',
    customerSecret === undefined || (typeof customerSecret === 'string' && customerSecret.length >= 32),
  );
  check('loyalty.appCode', appCode === undefined || appCode instanceof RegExp);
  check('basePath', /^(\/(?!\.{1,2}(\/|$))[\w.~-]+)+$/.test(basePath));
  check('allowedOrigins', (options.allowedOrigins ?? []).every(isOrigin));
  check('trustedProxies', isWhole(options.trustedProxies ?? 0, 0, 100));
  check('maxGiftCodes', isWhole(options.maxGiftCodes ?? 1, 1, 100));
  check('guesses.wrongCodes', isWhole(options.guesses?.wrongCodes ?? 1, 1, 1_000_000));
  check('guesses.perSeconds', isWhole(options.guesses?.perSeconds ?? 1, 1, Math.floor(LONGEST_TIMER / 1000)));
  check('remainder', ['reissue', 'forfeit', 'reject'].includes(options.remainder ?? 'reissue'));
  check('stacking.goodsPromos', isWhole(options.stacking?.goodsPromos ?? 1, 0, 10));
  check('stacking.deliveryPromos', isWhole(options.stacking?.deliveryPromos ?? 1, 0, 10));
  check('resolveCart', options.resolveCart === undefined || typeof options.resolveCart === 'function');
  check('quoteWithin', isWhole(options.quoteWithin ?? 1, 1, LONGEST_TIMER));
  check('promoIndex.refreshAfter', isWhole(options.promoIndex?.refreshAfter ?? 1, 1, LONGEST_TIMER));
  check('promoIndex.usableFor', isWhole(options.promoIndex?.usableFor ?? 1, 0, LONGEST_TIMER));
  check('guarding.failures', isWhole(options.guarding?.failures ?? 1, 1, 1_000_000));
  check('guarding.pause', isWhole(options.guarding?.pause ?? 1, 1, LONGEST_TIMER));
  check('guarding.atOnce', isWhole(options.guarding?.atOnce ?? 1, 1, 1_000_000));
  check('quoteFor', isWhole(options.quoteFor ?? 1, 1, LONGEST_TIMER));
  check('recoverEvery', isWhole(options.recoverEvery ?? 0, 0, LONGEST_TIMER));
  for (const name of ['reserveFor', 'lease', 'wait', 'grace'] as const) {
    check(`timing.${name}`, isWhole(timing[name], 0, LONGEST_TIMER));
  }
  // A call that outlives its lease is answered to nobody; one that outlives the grace may happen after its probe.
  const timeoutMs = Math.max(...providers.map((provider) => provider.timeoutMs));
  check('timing.lease', timing.lease > timeoutMs);
  check('timing.grace', timing.grace > timeoutMs);
}

function check(option: string, right: boolean): void {
  if (!right) throw new PerksError('CONFIGURATION', { details: { option } });
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
