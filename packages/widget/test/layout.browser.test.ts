import type { Cart } from '@checkout-perks/core/contract';
import { expect } from '@open-wc/testing';
import { type Font, loadFonts } from './support/fonts.ts';
import { CART, type Plan, Shop } from './support/shop.ts';

/** A cart whose sums have eight digits and kopecks. */
const DEAR: Cart = {
  currency: 'RUB',
  lines: [{ id: 'tea', quantity: 1, unitPrice: 12_345_650 }],
  delivery: { price: 123_450 },
};

interface Scene {
  name: string;
  plan?: Plan;
  cart?: Cart;
  /** Brings the widget, once it is open, to what the scene is about. */
  act?(shop: Shop): Promise<void>;
}

const SCENES: readonly Scene[] = [
  { name: 'empty' },
  { name: 'large sums', cart: DEAR, act: (shop) => shop.apply('G20000AB12') },
  {
    name: 'an applied code with a remainder, and a rejected code',
    async act(shop) {
      await shop.apply('G17400XXXX56GH');
      await shop.apply('BADCODE');
    },
  },
  {
    name: 'a long promo code',
    plan: { promo: true },
    act: (shop) => shop.apply('GRANDOPENINGCELEBRATION'),
  },
  {
    name: 'all perks on one order',
    plan: { promo: true, points: true },
    async act(shop) {
      for (const code of ['SALE20', 'SHIP50', 'G1000AB12']) await shop.apply(code);
      await shop.identify();
      shop.enter('spend', '100');
      await shop.idle();
    },
  },
  {
    name: 'a member whose level takes a percentage off',
    plan: { promo: true, points: true },
    act: (shop) => shop.identify('+7 999 111-22-33'),
  },
  {
    name: 'the one-time code, and a wrong one',
    plan: { promo: true, points: true },
    async act(shop) {
      await shop.apply('8 (912) 345-67-89');
      shop.enter('otp', '111111');
      await shop.idle();
    },
  },
  {
    name: 'a loyalty card that is no code, where no message can be sent',
    plan: { points: true, oneTimeCode: false },
    act: (shop) => shop.apply('2000 0000 0000 0016'),
  },
  {
    name: 'points that are not available',
    plan: { points: true },
    async act(shop) {
      await shop.identify();
      await shop.plan({ loyaltyState: 'unavailable' });
      shop.perks.refresh();
      await shop.idle();
    },
  },
  {
    name: 'a dropped code, a stale sum, and a failed request',
    async act(shop) {
      await shop.apply('G1000AAAA0001');
      await shop.plan({ spent: { G1000AAAA0001: 'discount_code_unavailable' } });
      shop.perks.refresh();
      await shop.idle();
      await shop.plan({ plan: [{ hangUp: true }] });
      shop.perks.cart = DEAR;
      await shop.idle();
    },
  },
  {
    name: 'too many attempts',
    plan: { plan: [{}, { status: 429, body: { code: 'TOO_MANY_ATTEMPTS', retryAfter: 90 } }] },
    act: (shop) => shop.apply('G100AAAA0001'),
  },
];

describe('Layout', () => {
  let fonts: readonly Font[] | undefined;
  let shop: Shop;
  beforeEach(() => {
    shop = new Shop();
  });
  afterEach(() => {
    shop.close();
    document.body.removeAttribute('style');
  });

  for (const lang of ['ru', 'en']) {
    for (const scene of SCENES) {
      it(`fits 320 px in a narrow, a common and a wide font: ${scene.name} (${lang})`, async () => {
        await shop.plan(scene.plan ?? {});
        await shop.open(`lang="${lang}"`, '', scene.cart ?? CART);
        await scene.act?.(shop);
        shop.page.style.inlineSize = '320px';
        fonts ??= await loadFonts();
        const found: string[] = [];
        for (const { family, name } of fonts) {
          for (const fontSize of ['100%', '200%']) {
            for (const dir of ['ltr', 'rtl']) {
              document.body.style.fontFamily = family;
              document.body.style.fontSize = fontSize;
              shop.page.dir = dir;
              const faults = [...sideways(shop), ...brokenNumbers(shop), ...smallTargets(shop)];
              if (fontSize === '100%') faults.push(...brokenWords(shop));
              found.push(...faults.map((fault) => `${name}, ${fontSize}, ${dir}: ${fault}`));
            }
          }
        }
        expect(found).to.deep.equal([]);
      });
    }
  }
});

/** What reaches out of the widget's place to either side. */
function sideways(shop: Shop): string[] {
  const { left, right } = shop.page.getBoundingClientRect();
  const wide = shop.perks.scrollWidth > 320 ? [`is ${shop.perks.scrollWidth} px wide`] : [];
  const boxes = [...shop.root.querySelectorAll('fieldset *')].map((element) => ({
    what: element.outerHTML.slice(0, 80),
    box: element.getBoundingClientRect(),
  }));
  const texts = findTexts(shop, /\S+/g).flatMap(({ what, boxes }) => boxes.map((box) => ({ what, box })));
  const outside = [...boxes, ...texts].filter(({ box }) => box.left < left - 0.5 || box.right > right + 0.5);
  return [...wide, ...outside.map(({ what }) => `reaches out: ${what}`)];
}

/** Numbers with their signs that stand on more than one line. */
function brokenNumbers(shop: Shop): string[] {
  return broken(shop, /[−₽]*\d(?:[\d\s,.]*\d)?/g).map((number) => `breaks a number: ${number}`);
}

/** Words that stand on more than one line, though the browser does not hyphenate. */
function brokenWords(shop: Shop): string[] {
  const unhyphenated = new CSSStyleSheet();
  unhyphenated.replaceSync('* { hyphens: manual !important }');
  const sheets = shop.root.adoptedStyleSheets;
  shop.root.adoptedStyleSheets = [...sheets, unhyphenated];
  const words = broken(shop, /[\p{L}\p{N}]+/gu);
  shop.root.adoptedStyleSheets = sheets;
  return words.filter((word) => word !== 'GRANDOPENINGCELEBRATION').map((word) => `breaks a word: ${word}`);
}

function broken(shop: Shop, pattern: RegExp): string[] {
  return findTexts(shop, pattern)
    .filter(({ boxes }) => new Set(boxes.map(({ bottom }) => Math.round(bottom))).size > 1)
    .map(({ what }) => what);
}

/** What is too small for a thumb. */
function smallTargets(shop: Shop): string[] {
  return [...shop.root.querySelectorAll('button, input')]
    .filter((target) => {
      const { width, height } = target.getBoundingClientRect();
      return width < 44 || height < 44;
    })
    .map((target) => `is too small: ${target.outerHTML.slice(0, 80)}`);
}

/** Where a pattern stands in the visible text, a box for each line. */
function findTexts(shop: Shop, pattern: RegExp): { what: string; boxes: DOMRect[] }[] {
  const found = [];
  const base = shop.part('base');
  const walker = document.createTreeWalker(base, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const match of (node.textContent ?? '').matchAll(pattern)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      found.push({ what: match[0], boxes: [...range.getClientRects()] });
    }
  }
  return found;
}
