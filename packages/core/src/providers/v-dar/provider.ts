import { PerksError } from '../../errors/perks-error.ts';
import type { GiftProvider } from '../gift-provider.ts';
import { createVDarClient, type VDarClientOptions, type VDarPage } from './client.ts';

/** How the shop's account at V-DAR is used for gift codes. */
export interface VDarGiftProviderOptions extends VDarClientOptions {
  /** The site that activated sums are credited to; always sent, never left to the provider's default. */
  siteId: string;
}

/** How far apart the provider's clock and ours may be, ms. */
const SKEW = 5 * 60_000;
const PAGE_SIZE = 100;
/** A list is read this many pages deep at most; what lies deeper than this is no list of the last minutes. */
const MAX_PAGES = 50;

/**
 * V-DAR as a provider of gift codes.
 *
 * @throws {PerksError} `CONFIGURATION` for an empty key or an unsafe base URL
 */
export function createVDarGiftProvider(options: VDarGiftProviderOptions): GiftProvider {
  const client = createVDarClient(options);
  const { siteId } = options;

  return {
    name: 'v-dar',
    timeoutMs: client.timeoutMs,

    async check(code) {
      const found = await client.checkCode(code);
      if (!found.exists) return { found: false };
      const { isValid, status, amount, currency, expiresAt } = found;
      return {
        found: true,
        usable: isValid,
        status,
        amount,
        currency,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      };
    },

    async activate(code) {
      const { operationId, amount, currency } = await client.activateCode({ code, siteId });
      return { operationId, amount, currency };
    },

    async issue({ amount, currency, reference, validFor }) {
      const expiresInSeconds = Math.ceil(validFor / 1000);
      const made = await client.generateCode({ amount, currency, name: reference, expiresInSeconds });
      const expires = made.expiresAt === undefined ? {} : { expiresAt: made.expiresAt };
      return { id: made.id, code: made.code, amount: made.amount, currency: made.currency, ...expires };
    },

    async activationsSince(since, amount, currency) {
      const operations = await newestOf((page) => client.listOperations({ page, size: PAGE_SIZE }), since - SKEW);
      return operations
        .filter((item) => item.type === 'code_activation' && item.amount === amount && item.currency === currency)
        .map((item) => ({ operationId: item.id, amount: item.amount }));
    },

    async issuesSince(since, amount) {
      const codes = await newestOf((page) => client.listCodes({ page, size: PAGE_SIZE }), since - SKEW);
      return codes
        .filter((item) => item.amount === amount)
        .map((item) => ({
          id: item.id,
          code: item.code,
          amount: item.amount,
          usable: item.status === 'active',
          createdAt: item.createdAt ?? since,
          ...(item.name === undefined ? {} : { reference: item.name }),
        }));
    },
  };
}

/**
 * Reads the items of a list that were made since a moment. The document states no order (`docs/providers.md`, D-V8), so
 * the first page is looked at to see from which end the newest are to be read.
 */
async function newestOf<Item extends { id: string; createdAt?: number }>(
  read: (page: number) => Promise<VDarPage<Item>>,
  since: number,
): Promise<Item[]> {
  const first = await read(1);
  const found = new Map<string, Item>();
  const size = Math.max(1, Math.min(first.size, first.items.length || first.size));
  const pages = Math.ceil(first.total / size);
  const ascending = (first.items[0]?.createdAt ?? 0) < (first.items.at(-1)?.createdAt ?? 0);

  const keep = (items: Item[]) => {
    const fresh = items.filter((item) => item.createdAt === undefined || item.createdAt >= since);
    for (const item of fresh) found.set(item.id, item);
    return fresh.length > 0;
  };

  keep(first.items);
  if (pages <= 1) return [...found.values()];

  const order = ascending ? [pages, -1, 2] : [2, 1, pages];
  const [start = 2, step = 1, end = pages] = order;
  for (let page = start, read_ = 0; step > 0 ? page <= end : page >= end; page += step, read_ += 1) {
    // A list cut short would let a probe believe that nothing happened.
    if (read_ >= MAX_PAGES) throw new PerksError('PROVIDER_PROTOCOL');
    const { items } = await read(page);
    if (!keep(items)) break;
  }
  return [...found.values()];
}
