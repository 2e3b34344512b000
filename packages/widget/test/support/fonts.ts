/** A font that layout is tested with. */
export interface Font {
  readonly name: string;
  /** Its width, in words. */
  readonly width: string;
  /** Value of `font-family`. */
  readonly family: string;
}

/** From the narrowest to the widest. The packages hold one file for each subset and weight. */
const FONTS = [
  { name: 'PT Sans Narrow', width: 'narrow', folder: 'pt-sans-narrow', weights: [400, 700] },
  { name: 'Open Sans', width: 'common', folder: 'open-sans', weights: [400, 600] },
  { name: 'Unbounded', width: 'wide', folder: 'unbounded', weights: [400, 600] },
];
const SUBSETS = {
  latin: 'U+0-2AF, U+2000-20AF, U+20C0-2BFF',
  'latin-ext': 'U+20B0-20BF',
  cyrillic: 'U+400-52F',
};
const SAMPLE = 'Подарочный код, gift code 1290';

/**
 * Loads a narrow, a common and a wide font from the installed packages, so that no test depends on the fonts of the
 * machine.
 *
 * @throws when a font is missing, or is not the one that the page draws with; the message names it
 */
export async function loadFonts(): Promise<readonly Font[]> {
  const widths: number[] = [];
  const fonts: Font[] = [];
  for (const { name, width, folder, weights } of FONTS) {
    const family = `"Test ${name}"`;
    for (const weight of weights) {
      for (const [subset, unicodeRange] of Object.entries(SUBSETS)) {
        const file = `@fontsource/${folder}/files/${folder}-${subset}-${weight}-normal.woff2`;
        const url = new URL(`../../node_modules/${file}`, import.meta.url);
        const face = new FontFace(`Test ${name}`, `url(${url})`, { weight: String(weight), unicodeRange });
        await face.load().catch(() => {
          throw new Error(`The ${width} font ${name} is missing: there is no ${file}. Install the packages again.`);
        });
        document.fonts.add(face);
      }
    }
    const drawn = measure(family);
    if (!document.fonts.check(`16px ${family}`, SAMPLE) || drawn === measure('monospace')) {
      throw new Error(`The page does not draw with the ${width} font ${name}.`);
    }
    widths.push(drawn);
    fonts.push({ name, width, family });
  }
  if (widths.some((drawn, index) => drawn <= (widths[index - 1] ?? 0))) {
    throw new Error(`The fonts do not stand from narrow to wide: ${widths.join(', ')} px.`);
  }
  return fonts;
}

/** How wide a text is in a font, px; in a monospaced one where the font is not there. */
function measure(family: string): number {
  const line = document.createElement('span');
  line.style.cssText = `position: absolute; white-space: nowrap; font: 100px ${family}, monospace`;
  line.textContent = SAMPLE;
  document.body.append(line);
  const { width } = line.getBoundingClientRect();
  line.remove();
  return width;
}
