import type { QuoteCode } from '../contract/v1/quote.ts';
import type { RejectionReason } from '../perks/rejection-reason.ts';
import type { UcpMessage } from './ucp-quote.ts';

interface InUcp {
  /** The protocol's code that comes nearest; its six are the first of our own list. */
  code: string;
  says: string;
}

const WORDS: Record<RejectionReason, InUcp> = {
  discount_code_invalid: as('discount_code_invalid', 'is not known or cannot be used'),
  discount_code_expired: as('discount_code_expired', 'has expired'),
  discount_code_already_applied: as('discount_code_already_applied', 'is applied already'),
  discount_code_combination_disallowed: as(
    'discount_code_combination_disallowed',
    'cannot be combined with the other codes',
  ),
  discount_code_user_not_logged_in: as('discount_code_user_not_logged_in', 'is for customers who are logged in'),
  discount_code_user_ineligible: as('discount_code_user_ineligible', 'is not for this customer'),
  discount_code_not_started: as('discount_code_invalid', 'is not valid yet'),
  discount_code_exhausted: as('discount_code_expired', 'has been used as often as it may be'),
  discount_code_no_delivery: as('discount_code_user_ineligible', 'is for delivery, and there is none to pay for'),
  discount_code_currency_mismatch: as('discount_code_user_ineligible', 'is of another currency'),
  discount_code_in_use: as('discount_code_already_applied', 'is being used for another order'),
  discount_code_not_needed: as('discount_code_combination_disallowed', 'would take nothing off, so it was not used'),
  discount_code_exceeds_due: as('discount_code_user_ineligible', 'is worth more than is due'),
  // None of the six: each of them would have an agent drop a code that may well be good.
  discount_code_unavailable: as('discount_code_unavailable', 'cannot be checked at the moment'),
};

/**
 * Says why a code was not applied. The protocol has six reasons and allows for others; ours go by the nearest of the six,
 * with our own beside it as `reason`.
 *
 * @param code A code of a quote whose status is `rejected`
 * @param path Where the code stands in the answer, if it does
 */
export function rejectionMessage({ code, reason = '', keptCode }: QuoteCode, path: string | undefined): UcpMessage {
  const known = isKnown(reason) ? WORDS[reason] : undefined;
  const said = known?.code ?? (reason || 'discount_code_invalid');
  const better = keptCode === undefined ? '' : `: ${keptCode} is the better one`;
  return {
    type: 'warning',
    code: said,
    ...(reason !== said && reason !== '' ? { reason } : {}),
    ...(path === undefined ? {} : { path }),
    content: `Code ${code} ${known?.says ?? 'cannot be used'}${better}.`,
  };
}

function isKnown(reason: string): reason is RejectionReason {
  return Object.hasOwn(WORDS, reason);
}

function as(code: string, says: string): InUcp {
  return { code, says };
}
