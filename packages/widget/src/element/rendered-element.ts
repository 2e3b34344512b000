import { render } from 'lit/html.js';

// On a server there is no HTMLElement: the module must load there all the same.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * A custom element drawn by lit-html into a shadow root, once for all the changes of a turn. It takes the place of
 * LitElement, which would make up a quarter of the script tag (`README.md`, "Weight").
 */
export abstract class RenderedElement extends Base {
  readonly #root = this.attachShadow({ mode: 'open' });
  #drawing: Promise<void> | undefined;

  /** @param styles CSS of the shadow root */
  constructor(styles: string) {
    super();
    this.addStyles(styles);
  }

  /** @param styles CSS of the shadow root, after what it has */
  protected addStyles(styles: string): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.#root.adoptedStyleSheets.push(sheet);
  }

  /** What to draw. */
  protected abstract render(): unknown;

  /** Draws before the next task, unless the element has left the page by then. */
  requestUpdate(): void {
    this.#drawing ??= Promise.resolve().then(() => {
      this.#drawing = undefined;
      if (this.isConnected) this.#draw();
    });
  }

  /** Resolves when what changed so far has been drawn. */
  get updateComplete(): Promise<void> {
    return this.#drawing ?? Promise.resolve();
  }

  #draw(): void {
    const focused = this.#root.activeElement;
    render(this.render(), this.#root);
    if (focused && !focused.isConnected) this.focusLost(focused);
  }

  /** What had the focus was drawn away. */
  protected abstract focusLost(from: Element): void;
}
