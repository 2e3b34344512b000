import { html } from 'hono/html';
import type { Html, Visit } from '../visit.ts';
import { layout } from './layout.ts';

/** What went wrong with a request. */
export type PageError = 'notFound' | 'bad' | 'forbidden' | 'broken';

/** The page that reports an error. */
export function errorPage(visit: Visit, error: PageError): Html {
  const { errors } = visit.words;
  const title = errors[`${error}Title`];
  return layout(visit, {
    title,
    unlisted: true,
    styles: ['cart'],
    content: html`<div class="wrap narrow empty">
      <img src="${visit.asset('/pictures/vase.svg')}" width="640" height="640" alt="">
      <h1>${title}</h1>
      <p>${errors[`${error}Text`]}</p>
      <p><a class="button" href="/">${errors.home}</a></p>
    </div>`,
  });
}
