import type { html, TemplateResult } from 'lit/html.js';
import type { Words } from '../i18n/create-words.ts';
import type { PerksEvent } from '../machine/perks-event.ts';
import type { PerksState } from '../machine/perks-state.ts';
import type { PointsEvent } from '../machine/points/points-event.ts';

/** What the templates draw from. */
export interface PerksView {
  readonly state: PerksState;
  readonly words: Words;
  /** What has been loaded since (`later.ts`). */
  readonly later: LaterTemplates | undefined;
  /** For templates that may not import it, because they are loaded later. */
  readonly lit: { readonly html: typeof html };
  readonly dispatch: (event: PerksEvent | PointsEvent) => void;
}

/** What is drawn and said of points. */
export interface LaterTemplates {
  pointsTemplate(view: PerksView): TemplateResult | undefined;
  pointsText(view: PerksView): string;
}
