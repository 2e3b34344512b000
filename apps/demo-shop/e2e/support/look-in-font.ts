import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** A font in which the pages are checked. */
export interface Font {
  readonly name: string;
  /** Description of its width. */
  readonly width: string;
  /** Contents of its files, in base64. */
  readonly faces: readonly { data: string; weight: string; unicodeRange: string }[];
}

const FONTS = [
  { name: 'PT Sans Narrow', width: 'narrow', folder: 'pt-sans-narrow', weights: ['400', '700'] },
  { name: 'Open Sans', width: 'common', folder: 'open-sans', weights: ['400', '700'] },
  { name: 'Unbounded', width: 'wide', folder: 'unbounded', weights: ['400', '700'] },
];
const SUBSETS = {
  latin: 'U+0-2AF, U+2000-20AF, U+20C0-2BFF',
  'latin-ext': 'U+20B0-20BF',
  cyrillic: 'U+400-52F',
};

/**
 * Reads a narrow, a common and a wide font from installed packages, so that tests do not depend on the machine's fonts.
 *
 * @throws if a font is missing; the message names it
 */
export function readFonts(): Promise<readonly Font[]> {
  return Promise.all(
    FONTS.map(async ({ name, width, folder, weights }) => ({
      name,
      width,
      faces: await Promise.all(
        weights.flatMap((weight) =>
          Object.entries(SUBSETS).map(async ([subset, unicodeRange]) => {
            const file = `@fontsource/${folder}/files/${folder}-${subset}-${weight}-normal.woff2`;
            const data = await readFile(fileURLToPath(new URL(`../../node_modules/${file}`, import.meta.url))).catch(
              () => {
                throw new Error(
                  `The ${width} font ${name} is missing: there is no ${file}. Install the packages again.`,
                );
              },
            );
            return { data: data.toString('base64'), weight, unicodeRange };
          }),
        ),
      ),
    })),
  );
}

/**
 * Shows a page in a font, finds elements beyond the window's right edge, and restores the page.
 *
 * @throws if the page does not use the font
 */
export async function lookInFont(page: Page, { name, faces }: Font): Promise<string[]> {
  return page.evaluate(
    async ({ name, faces }) => {
      const loaded = await Promise.all(
        faces.map(({ data, weight, unicodeRange }) => {
          const bytes = Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0));
          return new FontFace(`Test ${name}`, bytes, { weight, unicodeRange }).load();
        }),
      );
      for (const face of loaded) document.fonts.add(face);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`:root { --sans: "Test ${name}"; --serif: "Test ${name}"; }`);
      document.adoptedStyleSheets.push(sheet);
      try {
        const sample = document.createElement('span');
        sample.style.cssText = 'position: absolute; white-space: nowrap; font-size: 100px';
        sample.textContent = 'Подарочный код, gift code 1290';
        document.body.append(sample);
        const measure = (family: string) => {
          sample.style.fontFamily = family;
          return sample.getBoundingClientRect().width;
        };
        const isDrawn = measure(`"Test ${name}", monospace`) !== measure('monospace');
        sample.remove();
        if (!isDrawn) throw new Error(`The page does not draw with the font ${name}.`);

        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        const isWide = (node: Node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          const boxes = [range, ...(node instanceof Element ? [node] : [])].map((one) => one.getBoundingClientRect());
          return boxes.some(({ right }) => right > clientWidth + 0.5);
        };
        const wide = [...document.querySelectorAll('body *')].filter(
          (element) =>
            element.checkVisibility() &&
            isWide(element) &&
            ![...element.children].some(isWide) &&
            // This row may be wider than the window, because it has its own scroll bar.
            !element.closest('.sections'),
        );
        return [
          `scrolls sideways: ${scrollWidth}`,
          ...wide.map((element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 100)),
        ];
      } finally {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
        for (const face of loaded) document.fonts.delete(face);
      }
    },
    { name, faces },
  );
}
