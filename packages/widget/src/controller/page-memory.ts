import type { KeptPerks } from '../machine/kept-perks.ts';
import type { PerksState } from '../machine/perks-state.ts';

/** What survives a reload: in the session's storage, which dies with the tab and is nobody else's. */
export interface PageMemory {
  recall(): KeptPerks;
  keep(state: PerksState): void;
}

/**
 * Keeps the codes and the member of one endpoint. A storage that throws, is full or holds nonsense is as good as none.
 *
 * @param endpoint The middleware's mount path, with or without origin
 */
export function pageMemory(endpoint: string): PageMemory {
  const name = `checkout-perks ${endpoint}`;
  let kept = '{"codes":[]}';
  return {
    recall: () => {
      try {
        const { codes, loyalty } = JSON.parse(sessionStorage.getItem(name) ?? kept);
        return { codes: codes.map(String), loyalty };
      } catch {
        return { codes: [] };
      }
    },
    keep: ({ wanted, dropped, loyalty }) => {
      const codes = [...wanted, ...dropped.filter(({ again }) => again).map(({ typed }) => typed)];
      const { session, spend, hint, byShop } = loyalty ?? {};
      const text = JSON.stringify({
        codes,
        loyalty: loyalty && { session: byShop ? '' : session, spend, hint, byShop },
      });
      if (text === kept) return;
      kept = text;
      try {
        sessionStorage.setItem(name, text);
      } catch {
        // Then a reload forgets.
      }
    },
  };
}
