import type { Merchant } from '../merchants/find-merchant.ts';
import type { Ledger } from '../schema/ledger.ts';
import type { CodeRow } from './find-code.ts';
import type { OperationRow } from './record-operation.ts';

/** A page of a list; the first page is 1. */
export interface PageRequest {
  page: number;
  size: number;
}

/** The rows of a page, newest first, and the number of rows on all pages. */
export interface Page<Row> {
  rows: Row[];
  total: number;
}

/** Lists a page of the merchant's codes. */
export async function listCodes(ledger: Ledger, merchant: Merchant, request: PageRequest): Promise<Page<CodeRow>> {
  const { codes: total } = await counts(ledger, merchant);
  const { first, last } = toNumberRange(request, total);
  if (last < 1) return { rows: [], total };

  const rows = await ledger.database.read
    .selectFrom('issuer_codes')
    .where('merchant_id', '=', merchant.id)
    .where('number', '>=', first)
    .where('number', '<=', last)
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
  return { rows, total };
}

/** Lists a page of the merchant's operations. */
export async function listOperations(
  ledger: Ledger,
  merchant: Merchant,
  request: PageRequest,
): Promise<Page<OperationRow>> {
  const { operations: total } = await counts(ledger, merchant);
  const { first, last } = toNumberRange(request, total);
  if (last < 1) return { rows: [], total };

  const rows = await ledger.database.read
    .selectFrom('issuer_operations')
    .where('merchant_id', '=', merchant.id)
    .where('number', '>=', first)
    .where('number', '<=', last)
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
  return { rows, total };
}

function counts({ database }: Ledger, merchant: Merchant): Promise<{ codes: number; operations: number }> {
  return database.read
    .selectFrom('issuer_merchants')
    .where('id', '=', merchant.id)
    .select(['codes', 'operations'])
    .executeTakeFirstOrThrow();
}

/** Rows are numbered without gaps, so a page is a range of numbers, and page 40 000 is as fast as page 1. */
function toNumberRange({ page, size }: PageRequest, total: number): { first: number; last: number } {
  const last = total - (page - 1) * size;
  return { first: last - size + 1, last };
}
