import type { Member as MemberView } from '@checkout-perks/core/contract';
import type { Member } from '@checkout-perks/core/providers';

/** What a proven member is shown of themselves: nothing that could reach anybody, and no id. */
export function memberView({ name, level, balance }: Member): MemberView {
  const { title, kind, basisPoints } = level;
  return { ...(name === undefined ? {} : { name }), level: { title, kind, rate: basisPoints }, balance };
}
