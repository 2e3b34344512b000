import type { GiftProvider } from '../gift-provider.ts';
import { checkedSite, createVDarClient, type VDarClientOptions } from './client.ts';
import { newestOf } from './newest-of.ts';

/** How the shop's account at V-DAR is used for gift codes. */
export interface VDarGiftProviderOptions extends VDarClientOptions {
  /** The site that activated sums are credited to; always sent, never left to the provider's default. */
  siteId: string;
}

/** How far apart the provider's clock and ours may be, ms. */
const SKEW = 5 * 60_000;
const PAGE_SIZE = 100;

/**
 * V-DAR as a provider of gift codes.
 *
 * @throws {PerksError} `CONFIGURATION` for an empty key, a site id that is no UUID or an unsafe base URL
 */
export function createVDarGiftProvider(options: VDarGiftProviderOptions): GiftProvider {
  const client = createVDarClient(options);
  const siteId = checkedSite(options.siteId);

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
      const read = (page: number) => client.listOperations({ page, size: PAGE_SIZE, currency });
      const operations = await newestOf(read, since - SKEW);
      return operations
        .filter((item) => item.type === 'code_activation' && item.amount === amount && item.currency === currency)
        .map((item) => ({ operationId: item.id, amount: item.amount }));
    },

    async issuesSince(since, amount, currency) {
      const codes = await newestOf((page) => client.listCodes({ page, size: PAGE_SIZE, currency }), since - SKEW);
      return codes
        .filter((item) => item.amount === amount && item.currency === currency)
        .map((item) => ({
          id: item.id,
          code: item.code,
          amount: item.amount,
          // A word that we do not know may well be theirs for a fresh code: taking it for spent would issue twice.
          usable: item.status === 'active' || item.status === 'unknown',
          createdAt: item.createdAt ?? since,
          ...(item.name === undefined ? {} : { reference: item.name }),
        }));
    },
  };
}
