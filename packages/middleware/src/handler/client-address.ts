import { isIP } from 'node:net';

/** What the host knows of a request's sender. */
export interface RequestInfo {
  /** Address of the peer that the connection comes from. */
  remoteAddress?: string | undefined;
}

/**
 * Finds whom to count wrong codes for. An IPv6 client counts by its /64, because it can choose freely within it.
 *
 * @param request The request
 * @param info What the host knows of its sender
 * @param trustedProxies How many proxies of the shop's own stand in front; as many `X-Forwarded-For` entries are believed
 * @returns An address, or `undefined` when the host gave none, or something that is no address
 */
export function clientAddress(
  request: { headers: Pick<Headers, 'get'> },
  info: RequestInfo,
  trustedProxies: number,
): string | undefined {
  const given = trustedProxies > 0 ? forwarded(request, trustedProxies) : info.remoteAddress;
  const address = withoutPort(given ?? '').replace(/%.*$/, '');
  if (isIP(address) === 0) return undefined;
  if (isIP(address) === 4) return address;
  const groups = groupsOf(address);
  return mappedIPv4(groups) ?? `${groups.slice(0, 4).map(hex).join(':')}::/64`;
}

function forwarded(request: { headers: Pick<Headers, 'get'> }, trustedProxies: number): string | undefined {
  const hops = (request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  return hops.at(-trustedProxies) || hops[0];
}

/** Some proxies write the client's port, too, by which one client would count as thousands. */
function withoutPort(given: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(given) ?? [];
  if (bracketed !== undefined) return bracketed;
  return given.replace(/^([\d.]+):\d+$/, '$1');
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const [a = 0, b = 0, c = 0, d = 0] = (dotted?.slice(1) ?? []).map(Number);
  const plain = dotted ? `${address.slice(0, dotted.index)}${hex(a * 256 + b)}:${hex(c * 256 + d)}` : address;

  const [front = [], back = []] = plain.split('::').map((side) => (side === '' ? [] : side.split(':')));
  const gap = Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...gap, ...back].map((group) => Number.parseInt(group, 16));
}

/** An IPv4 client that a dual-stack socket shows as IPv6. */
function mappedIPv4(groups: readonly number[]): string | undefined {
  const [high = 0, low = 0] = groups.slice(6);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return mapped ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : undefined;
}

function hex(group: number): string {
  return group.toString(16);
}
