import { html, raw } from 'hono/html';
import type { Html } from '../visit.ts';

const SHAPES = {
  sprig:
    '<path d="M16 29V9"/><path d="M16 21c-6 0-9-3-9-8 5 0 9 3 9 8Z"/><path d="M16 21c6 0 9-3 9-8-5 0-9 3-9 8Z"/><path d="M16 11c-3-2-3-6 0-9 3 3 3 7 0 9Z"/>',
  basket:
    '<path d="M5 13h22l-2.4 12.2a3 3 0 0 1-3 2.4H10.4a3 3 0 0 1-3-2.4L5 13Z"/><path d="m10 13 5-9m7 9-5-9M13 18v5m6-5v5"/>',
  box: '<path d="m4 10 12-6 12 6v13l-12 6-12-6V10Z"/><path d="m4 10 12 6 12-6M16 16v13M10 7l12 6v5"/>',
  back: '<path d="M8 12H21a7 7 0 0 1 0 14h-7"/><path d="m13 6-6 6 6 6"/>',
  gift: '<path d="M5 15h22v12H5zM3 9h26v6H3zM16 9v18"/><path d="M16 9c-4 0-8-1-8-4s6-3 8 4c2-7 8-7 8-4s-4 4-8 4Z"/>',
  info: '<circle cx="16" cy="16" r="12"/><path d="M16 15v7m0-12v.5"/>',
  check: '<circle cx="16" cy="16" r="12"/><path d="m10.5 16.5 4 4 7.5-8"/>',
  clock: '<circle cx="16" cy="16" r="12"/><path d="M16 9v7l5 3"/>',
  cross: '<circle cx="16" cy="16" r="12"/><path d="m11.5 11.5 9 9m0-9-9 9"/>',
  bin: '<path d="M6 9h20M12 9V5h8v4m3 0-1 18H10L9 9m4.5 5 .5 8m4.5-8-.5 8"/>',
  phone: '<rect x="9" y="4" width="14" height="24" rx="3"/><path d="M14 24h4"/>',
  pin: '<path d="M16 29c6-7 9-11 9-16a9 9 0 0 0-18 0c0 5 3 9 9 16Z"/><circle cx="16" cy="13" r="3.5"/>',
} as const;

/** Renders a decorative icon, which screen readers ignore. */
export function icon(name: keyof typeof SHAPES): Html {
  return html`<svg class="icon" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" focusable="false">${raw(SHAPES[name])}</svg>`;
}
