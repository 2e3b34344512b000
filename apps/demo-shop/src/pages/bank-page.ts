import { html } from 'hono/html';
import type { Html, Visit } from '../visit.ts';

/** The payment that the bank is asked for. */
export interface BankView {
  orderId: string;
  number: number;
  /** Kopecks. */
  amount: number;
}

/** The page of a simulated bank, with buttons to pay or decline. It does not look like the shop on purpose. */
export function bankPage(visit: Visit, { orderId, number, amount }: BankView): Html {
  const { words, language, money, asset } = visit;
  const { bank } = words;
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${bank.title} · ${bank.name}</title>
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <link rel="icon" href="${asset('/pictures/favicon.svg')}" type="image/svg+xml">
    <link rel="stylesheet" href="${asset('/assets/bank.css')}">
    <link rel="stylesheet" href="${asset('/assets/large-text.css')}">
  </head>
  <body>
    <main>
      <p class="bank-name">${bank.name}</p>
      <h1>${bank.title}</h1>
      <p class="bank-notice">${bank.notice}</p>
      <dl>
        <div><dt>${bank.merchant}</dt><dd>${words.shop.name}</dd></div>
        <div><dt>${bank.order}</dt><dd>№ ${number}</dd></div>
        <div><dt>${bank.amount}</dt><dd class="bank-amount">${money(amount)}</dd></div>
      </dl>
      <form method="post" action="/bank/${orderId}">
        <button class="bank-pay" name="decision" value="pay">${bank.pay(money(amount))}</button>
        <button class="bank-decline" name="decision" value="decline">${bank.decline}</button>
      </form>
      <p><a href="/orders/${orderId}">${bank.back}</a></p>
    </main>
  </body>
</html>`;
}
