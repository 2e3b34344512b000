import type { ActivationRecord, GiftProvider, IssueRecord } from '../gift-provider.ts';
import { checkedSite, createVDarClient, type VDarClientOptions, type VDarCode, type VDarOperation } from './client.ts';
import { createListMarks } from './list-marks.ts';
import { walkList } from './walk-list.ts';

/** How the shop's account at V-DAR is used for gift codes. */
export interface VDarGiftProviderOptions extends VDarClientOptions {
  /** The site that activated sums are credited to; always sent, never left to the provider's default. */
  siteId: string;
}

/**
 * V-DAR as a provider of gift codes.
 *
 * @throws {PerksError} `CONFIGURATION` for an empty key, a site id that is no UUID or an unsafe base URL
 */
export function createVDarGiftProvider(options: VDarGiftProviderOptions): GiftProvider {
  const client = createVDarClient(options);
  const siteId = checkedSite(options.siteId);
  const operations = (currency?: string) => (page: number, size: number) =>
    client.listOperations({ page, size, ...(currency === undefined ? {} : { currency }) });
  const codes = (currency?: string) => (page: number, size: number) =>
    client.listCodes({ page, size, ...(currency === undefined ? {} : { currency }) });
  const operationMarks = createListMarks(operations());
  const codeMarks = createListMarks(codes());

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
      const { id, code, expiresAt, createdAt } = made;
      return {
        id,
        code,
        amount: made.amount,
        currency: made.currency,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(createdAt === undefined ? {} : { createdAt }),
      };
    },

    async balance() {
      const { balance: amount, currency } = await client.balance(siteId);
      return { amount, currency };
    },

    markActivations: () => operationMarks.mark(),

    async activationsAfter(mark, amount, currency) {
      const found = await operationMarks.after(mark, operations(currency));
      return found.filter(isActivation).map(activationOf).filter(isOf(amount, currency));
    },

    markIssues: () => codeMarks.mark(),

    async issuesAfter(mark, amount, currency) {
      const found = await codeMarks.after(mark, codes(currency));
      return found.map(issueOf).filter(isOf(amount, currency));
    },

    async *activations(since) {
      for await (const operation of walkList(operations(), since)) {
        if (isActivation(operation)) yield activationOf(operation);
      }
    },

    async *issues(since) {
      for await (const code of walkList(codes(), since)) yield issueOf(code);
    },
  };
}

function isOf(amount: number | undefined, currency: string | undefined) {
  return (record: { amount: number; currency: string }) =>
    (amount === undefined || record.amount === amount) && (currency === undefined || record.currency === currency);
}

function isActivation({ type }: VDarOperation): boolean {
  return type === 'code_activation';
}

function activationOf({ id, amount, currency, createdAt }: VDarOperation): ActivationRecord {
  return { operationId: id, amount, currency, ...(createdAt === undefined ? {} : { createdAt }) };
}

function issueOf({ id, code, amount, currency, status, name, createdAt }: VDarCode): IssueRecord {
  return {
    id,
    code,
    amount,
    currency,
    // A word that we do not know may well be theirs for a fresh code: taking it for spent would issue twice.
    usable: status === 'active' || status === 'unknown',
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(name === undefined ? {} : { reference: name }),
  };
}
