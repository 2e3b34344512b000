import { html } from 'hono/html';
import { DELIVERY_METHODS, DELIVERY_PRICES, PICKUP_POINTS } from '../delivery.ts';
import type { Html, Visit } from '../visit.ts';
import { layout } from './layout.ts';

/** The page about delivery and returns. */
export function infoPage(visit: Visit): Html {
  const { words, money } = visit;
  const { info, delivery } = words;
  return layout(visit, {
    title: info.title,
    content: html`<div class="wrap narrow prose">
      <h1 class="page-title">${info.title}</h1>
      <p class="lead">${info.intro}</p>
      <h2>${info.deliveryTitle}</h2>
      <p>${info.deliveryText}</p>
      <dl class="facts">${DELIVERY_METHODS.map(
        (method) =>
          html`<div><dt>${delivery[method].title}</dt><dd>${DELIVERY_PRICES[method] === 0 ? delivery.free : money(DELIVERY_PRICES[method])}. ${delivery[method].note}</dd></div>`,
      )}</dl>
      <p>${delivery.workshop}</p>
      <ul>${PICKUP_POINTS.map((point) => html`<li>${delivery.point.title}: ${delivery.points[point]}</li>`)}</ul>
      <h2>${info.returnsTitle}</h2>
      <p>${info.returnsText}</p>
      <h2>${info.perksTitle}</h2>
      <p>${info.perksText}</p>
      <p>${info.giftsText}</p>
      <p>${info.pointsText}</p>
    </div>`,
  });
}
