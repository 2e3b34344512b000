/** A parsed answer of the shop. */
export interface Page {
  status: number;
  headers: Headers;
  /** Target of a redirect, without the origin. */
  location: string | undefined;
  html: string;
  /** The page's text without tags, with single spaces. */
  text: string;
  /** Reads the value of a hidden input. */
  hidden(name: string): string;
}

/** A browser without JavaScript: it keeps cookies and posts forms from the shop's own pages. */
export interface Shopper {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Page>;
  /** Adds a product to the cart. */
  add(product: string, quantity?: number): Promise<void>;
  /** Opens the checkout and posts it; fields that are not given get valid values. */
  checkout(fields?: Record<string, string>): Promise<Page>;
  readonly cookies: ReadonlyMap<string, string>;
}

export const CONTACT = {
  name: 'Анна Смирнова',
  phone: '+7 900 000-00-00',
  email: 'anna@example.ru',
  address: 'Ярославль, Садовая улица, 4',
  delivery: 'courier',
  point: 'north',
  payment: 'onDelivery',
  intent: 'place',
};

/** Creates a browser without JavaScript at a shop. */
export function createShopper(shop: { readonly url: string }): Shopper {
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'accept-language': 'ru', ...(cookie ? { cookie } : {}), ...init.headers };
    const answer = await fetch(shop.url + path, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const html = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      location: answer.headers.get('location') ?? undefined,
      html,
      text: toText(html),
      hidden: (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '',
    };
  }

  const shopper: Shopper = {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields, headers = {}) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin: shop.url, ...headers },
      }),
    async add(product, quantity = 1) {
      await shopper.post('/cart/add', { product, quantity: String(quantity), back: '/' });
    },
    async checkout(fields = {}) {
      const page = await shopper.get('/checkout');
      const attempt = page.hidden('attempt');
      return shopper.post('/checkout', { ...CONTACT, attempt, 'seen-goods': page.hidden('seen-goods'), ...fields });
    },
  };
  return shopper;
}

function toText(html: string): string {
  return html
    .replace(/<(script|style|title)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}
