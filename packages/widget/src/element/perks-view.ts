import type { Words } from '../i18n/create-words.ts';
import type { PerksEvent } from '../machine/perks-event.ts';
import type { PerksState } from '../machine/perks-state.ts';

/** What the templates draw from. */
export interface PerksView {
  readonly state: PerksState;
  readonly words: Words;
  readonly disabled: boolean;
  readonly dispatch: (event: PerksEvent) => void;
}
