/**
 * The looks. Greys are translucent and colours are mixed with the page's own text colour, so that they suit light and dark
 * pages alike, also those that declare no `color-scheme`.
 */
export const styles = `
  :host(:not([hidden])) {
    display: block;
    line-height: 1.4;
    --_good: var(--perks-success, color-mix(in srgb, #00a05a 58%, currentColor));
    --_bad: var(--perks-danger, color-mix(in srgb, #f0243f 62%, currentColor));
  }
  * {
    box-sizing: border-box;
    margin: 0;
    border: 0 solid var(--perks-divider, #8884);
    padding: 0;
    background: none;
    color: inherit;
    font: inherit;
  }
  fieldset, form, div, ul, dl {
    display: grid;
    grid: auto/minmax(0, 1fr);
    gap: 0.5em;
  }
  [part='base'] {
    overflow-wrap: anywhere;
    gap: var(--perks-gap, 1em);
  }
  [part~='row'], li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
  }
  input, button, li {
    min-height: max(44px, 2.75em);
    border-width: 1px;
    border-radius: var(--perks-radius, 0.625em);
  }
  input {
    flex: 999 9em;
    min-width: 0;
    border-color: var(--perks-border, #888);
    padding: 0 0.75em;
    background: var(--perks-surface, none);
    /* Below 16px iOS zooms into a focused field. */
    font-size: max(16px, 1em);
  }
  [aria-invalid='true'] {
    box-shadow: inset 0 0 0 1px var(--_bad);
    border-color: var(--_bad);
  }
  button {
    position: relative;
    border-color: transparent;
    padding: 0 1em;
    cursor: pointer;
  }
  button, label, [part~='due'] {
    font-weight: 600;
    /* Only where no code can be: a code with a hyphen in it is another code. */
    hyphens: auto;
  }
  button:hover {
    box-shadow: inset 0 0 0 99px #8882;
  }
  [part~='apply'] {
    flex: auto;
    background: #8883;
  }
  @media (forced-colors: none) {
    :not(:placeholder-shown)+[part~='apply'] {
      background: var(--perks-accent, CanvasText);
      color: var(--perks-accent-text, Canvas);
    }
  }
  [part~='retry'] {
    padding: 0;
    text-decoration: underline;
  }
  :focus-visible {
    outline-offset: 2px;
    outline: 2px solid var(--perks-focus, currentColor);
  }
  fieldset:disabled, [part~='leaving'], [part~='stale'], [aria-busy='true'] dl {
    opacity: 0.6;
  }
  [aria-disabled='true'] span {
    opacity: 0;
  }
  [aria-disabled='true']::after {
    content: '';
    position: absolute;
    margin: auto;
    width: 1.25em;
    height: 1.25em;
    inset: 0;
    border: 2px solid;
    border-top-color: transparent;
    border-radius: 50%;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    [aria-disabled]::after {
      animation: turn 0.8s linear infinite;
    }
  }
  label {
    justify-self: start;
  }
  [part~='error'] {
    color: var(--_bad);
  }
  dt {
    /* A sum that leaves less than this moves to a line of its own. */
    flex: 1 6em;
  }
  li {
    gap: 0.5em;
    padding-inline-start: 0.75em;
    background: #00a05a12;
  }
  li::before {
    content: '✓' / '';
  }
  li div {
    flex: 1;
    gap: 0 0.5em;
    padding: 0.5em 0;
  }
  [part='note'] {
    width: 100%;
    color: var(--perks-muted, color-mix(in srgb, currentColor 75%, transparent));
    font-size: 0.875em;
  }
  [part~='remove'] {
    width: max(44px, 2em);
    padding: 0;
    font-weight: 400;
    margin-inline-start: auto;
  }
  [part~='remove']::before {
    content: '✕' / '';
  }
  p, bdi, [part~='sum'] {
    unicode-bidi: plaintext;
    font-variant-numeric: tabular-nums;
  }
  [part~='sum'] {
    margin-inline-start: auto;
    white-space: nowrap;
  }
  li::before, [part~='amount'], [part~='saved'] dd {
    color: var(--_good);
  }
  [part~='due'] {
    border-top-width: 1px;
    padding-top: 0.75em;
    font-size: 1.125em;
  }
  [role='status'] {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;
