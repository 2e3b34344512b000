import { toDecimalNumber } from '@checkout-perks/core/money';
import type { Site } from '../merchants/sites.ts';
import { type CodeRow, codeStatus } from './find-code.ts';
import type { Page, PageRequest } from './list-page.ts';
import type { OperationRow } from './record-operation.ts';

/** Answer of `POST /codes/generate`. */
export function generatedAnswer(row: CodeRow) {
  return {
    id: row.id,
    code: row.code,
    amount: toDecimalNumber(row.amount, row.currency),
    currency_code: row.currency,
    expires_at: isoTime(row.expires_at),
    name: row.name,
    status: row.status,
    created_at: isoTime(row.created_at),
  };
}

/** Answer of `POST /codes/activate`. */
export function activatedAnswer(operation: OperationRow) {
  return {
    success: true,
    message: 'Код успешно активирован',
    activated_amount: toDecimalNumber(operation.amount, operation.currency),
    currency_code: operation.currency,
    operation_id: operation.id,
    activated_at: isoTime(operation.created_at),
  };
}

/** Answer of `GET /codes/{code}`: it has no id, and for an unknown code all other fields are null. */
export function checkedAnswer(row: CodeRow | undefined, now: number) {
  if (!row) {
    return { exists: false, is_valid: false, amount: null, currency_code: null, expires_at: null, status: null };
  }
  const status = codeStatus(row, now);
  return {
    exists: true,
    is_valid: status === 'active',
    amount: toDecimalNumber(row.amount, row.currency),
    currency_code: row.currency,
    expires_at: isoTime(row.expires_at),
    status,
  };
}

/** Answer of `GET /codes/`. */
export function codesAnswer({ rows, total }: Page<CodeRow>, { page, size }: PageRequest, now: number) {
  const items = rows.map((row) => ({
    id: row.id,
    code: row.code,
    amount: toDecimalNumber(row.amount, row.currency),
    status: codeStatus(row, now),
    created_at: isoTime(row.created_at),
  }));
  return { items, total, page, size, pages: Math.ceil(total / size) };
}

/** Answer of `GET /merchants/balance/{site_id}`. This issuer never freezes money, so `frozen_balance` is 0. */
export function balanceAnswer({ siteId, login, currency, balance }: Site) {
  return {
    site_id: siteId,
    site_login: login,
    currency_code: currency,
    balance: toDecimalNumber(balance, currency),
    frozen_balance: 0,
    total_balance: toDecimalNumber(balance, currency),
  };
}

/** Answer of `GET /operations/`: unlike the list of codes it has no `pages`, and its items do not name the code. */
export function operationsAnswer({ rows, total }: Page<OperationRow>, { page, size }: PageRequest) {
  const items = rows.map((row) => ({
    id: row.id,
    type: row.type,
    amount: toDecimalNumber(row.amount, row.currency),
    currency_code: row.currency,
    status: 'completed',
    created_at: isoTime(row.created_at),
  }));
  return { items, total, page, size };
}

/** Answer of `DELETE /codes/{code}`. */
export function deactivatedAnswer() {
  return { success: true, message: 'Код успешно деактивирован' };
}

/** Formats a time as documented: whole seconds and a Z. */
function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
