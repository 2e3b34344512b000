import { css, html, LitElement } from 'lit';

/** The least that an element with Lit can be: what the script tag is weighed against. */
class BareElement extends LitElement {
  static properties = { name: {} };
  static styles = css`
    :host {
      display: block;
    }
  `;

  render() {
    return html`<p>Hello, ${this.name}</p>`;
  }
}

customElements.define('bare-element', BareElement);
