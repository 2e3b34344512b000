import { html } from 'hono/html';
import { SHELVES } from '../catalogue/catalogue.ts';
import { LANGUAGES } from '../i18n/language.ts';
import type { Html, Visit } from '../visit.ts';
import { icon } from './icon.ts';

const LANGUAGE_NAMES = { ru: 'Русский', en: 'English' } as const;

/** Options of one page. */
export interface PageFrame {
  title: string;
  content: Html;
  /** Additional style sheets of this page, by name. */
  styles?: readonly ('goods' | 'cart' | 'checkout' | 'order')[];
  /** Scripts of this page, by their path. */
  scripts?: readonly string[];
  /** Refreshes the page after this many seconds. */
  refreshAfter?: number;
  /** Hides the page from search engines. */
  unlisted?: boolean;
}

/** Renders the document around a page: header, navigation, footer. */
export function layout(visit: Visit, frame: PageFrame): Html {
  const { words, asset } = visit;
  return html`<!doctype html>
<html lang="${visit.language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${frame.title} · ${words.shop.name}</title>
    <meta name="description" content="${words.shop.description}">
    <meta name="color-scheme" content="light dark">
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f5f8f4">
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0e1916">
    ${frame.unlisted && html`<meta name="robots" content="noindex">`}
    ${frame.refreshAfter !== undefined && html`<meta http-equiv="refresh" content="${frame.refreshAfter}">`}
    <link rel="icon" href="${asset('/pictures/favicon.svg')}" type="image/svg+xml">
    ${['shop', 'frame', 'parts', ...(frame.styles ?? []), 'large-text'].map((name) => html`<link rel="stylesheet" href="${asset(`/assets/${name}.css`)}">`)}
    ${(frame.scripts ?? []).map((path) => html`<script type="module" src="${asset(path)}"></script>`)}
  </head>
  <body>
    <a class="skip" href="#content">${words.header.skip}</a>
    <header class="top">
      <div class="top-row wrap">
        <a class="brand" href="/">
          ${icon('sprig')}
          <span class="brand-words"><b>${words.shop.name}</b><small>${words.shop.tagline}</small></span>
        </a>
        <nav class="sections" aria-label="${words.header.sections}">
          ${SHELVES.map((shelf) => html`<a href="/#${shelf}">${words.shelves[shelf]}</a>`)}
          <a href="/delivery">${words.header.delivery}</a>
        </nav>
        <nav class="languages" aria-label="${words.header.language}">${LANGUAGES.map((language) => languageLink(visit, language))}</nav>
        <a class="cart-link" href="/cart" aria-label="${visit.cartCount > 0 ? words.header.cartWith(visit.cartCount) : words.header.cart}">
          ${icon('basket')}<span class="cart-word">${words.header.cart}</span>
          ${visit.cartCount > 0 && html`<span class="cart-count">${visit.cartCount}</span>`}
        </a>
      </div>
    </header>
    <main id="content" tabindex="-1">${frame.content}</main>
    <footer class="bottom">
      <div class="bottom-row wrap">
        <div>
          <p class="bottom-name">${words.shop.name}</p>
          <p>${words.footer.about}</p>
        </div>
        <nav aria-label="${words.footer.help}">
          <p class="bottom-name">${words.footer.help}</p>
          <ul class="plain">
            <li><a href="/delivery">${words.header.delivery}</a></li>
            <li><a href="/cart">${words.header.cart}</a></li>
          </ul>
          <p>${words.footer.perks}</p>
        </nav>
        <p class="demo-note">${icon('info')}<span>${words.footer.demo}</span></p>
      </div>
    </footer>
  </body>
</html>`;
}

function languageLink(visit: Visit, language: keyof typeof LANGUAGE_NAMES): Html {
  const name = LANGUAGE_NAMES[language];
  const short = language.toUpperCase();
  if (language === visit.language) {
    return html`<span aria-current="true" lang="${language}" title="${name}">${short}</span>`;
  }
  const href = `/language/${language}?back=${encodeURIComponent(visit.path)}`;
  return html`<a href="${href}" hreflang="${language}" lang="${language}" title="${name}" aria-label="${short}: ${name}">${short}</a>`;
}
