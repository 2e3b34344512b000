/** Longest code that a request may carry. */
const MAX_CODE_LENGTH = 256;

/**
 * Takes the codes of `?perk=CODE` out of the page's address, so that they are neither shared nor bookmarked by accident;
 * everything else in it stays as it is.
 */
export function takeLinkCodes(): string[] {
  const { search, href } = location;
  const codes = new URLSearchParams(search).getAll('perk');
  if (codes.length === 0) return [];
  const url = new URL(href);
  url.search = search
    .slice(1)
    .split('&')
    .filter((part) => !/^perk=/.test(part))
    .join('&');
  try {
    history.replaceState(history.state, '', url);
  } catch {
    // A sandboxed page may not change its address.
  }
  // A longer one would be refused together with the cart.
  return codes.filter((code) => code && code.length <= MAX_CODE_LENGTH);
}
