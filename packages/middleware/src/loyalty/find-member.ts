import type { Member, PointsProvider } from '@checkout-perks/core/providers';
import { readPhone } from './read-phone.ts';
import type { ReadSearch } from './read-search.ts';

/** Fewer digits at the end of somebody's phone can be a chance. */
const SHORTEST_PHONE = 7;

/**
 * Looks a member up. The provider is not told whether it is given a phone, a card or an app code, so whom it finds is looked at:
 * the owner of a phone must not become whoever has a card of that number, and a phone without its country is no app code.
 *
 * @throws {PerksError} `PROVIDER_*`
 */
export async function findMember(
  provider: PointsProvider,
  { kind, search }: Pick<ReadSearch, 'kind' | 'search'>,
): Promise<Member | undefined> {
  const answer = await provider.identify(search);
  if (!answer.found) return undefined;
  const phone = phoneOf(answer.member);
  if (kind === 'phone' && phone !== undefined && phone !== search) return undefined;
  if (kind === 'appCode' && search.length >= SHORTEST_PHONE && phone?.endsWith(search)) return undefined;
  return answer.member;
}

/** A member's phone in the form in which phones are looked up. */
export function phoneOf({ phone }: Member): string | undefined {
  if (phone === undefined || !/^\d{8,15}$/.test(phone)) return undefined;
  return readPhone(phone) ?? phone;
}
