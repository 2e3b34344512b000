import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

function from(remoteAddress: string | undefined): string | undefined {
  return clientAddress(new Request('http://shop.test/'), { remoteAddress }, 0);
}

function behind(trustedProxies: number, forwarded?: string): string | undefined {
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return clientAddress(new Request('http://shop.test/', { headers }), { remoteAddress: '10.0.0.1' }, trustedProxies);
}

describe('clientAddress', () => {
  it('is the peer, when no proxy is trusted, whatever the peer forwards', () => {
    expect(from('203.0.113.7')).toBe('203.0.113.7');
    expect(behind(0, '198.51.100.1')).toBe('10.0.0.1');
  });

  it('sees an IPv4 client of a dual-stack socket as that client', () => {
    expect(from('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(from('::FFFF:203.0.113.7')).toBe('203.0.113.7');
    expect(from('::ffff:cb00:7107')).toBe('203.0.113.7');
    expect(from('0:0:0:0:0:ffff:cb00:7107')).toBe('203.0.113.7');
  });

  it('counts an IPv6 client by its /64, however it is written', () => {
    const network = '2001:db8:0:1::/64';
    expect(from('2001:db8:0:1::1')).toBe(network);
    expect(from('2001:DB8:0:1:ffff:ffff:ffff:ffff')).toBe(network);
    expect(from('2001:0db8:0000:0001:0:0:0:9')).toBe(network);
    expect(from('2001:db8:0:1:1::203.0.113.7')).toBe(network);
    expect(from('2001:db8:0:2::1')).not.toBe(network);
  });

  it('reads short and scoped IPv6 addresses', () => {
    expect(from('::1')).toBe('0:0:0:0::/64');
    expect(from('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });

  it('believes as many forwarded entries as there are proxies, from the end', () => {
    expect(behind(1, '1.1.1.1, 198.51.100.1')).toBe('198.51.100.1');
    expect(behind(2, '1.1.1.1, 198.51.100.1, 10.0.0.2')).toBe('198.51.100.1');
    expect(behind(2, '198.51.100.1')).toBe('198.51.100.1');
  });

  it('counts a client once, although its proxy writes the port as well', () => {
    expect(behind(1, '198.51.100.1:50001')).toBe('198.51.100.1');
    expect(behind(1, '[2001:db8::1]:50001')).toBe('2001:db8:0:0::/64');
    expect(behind(1, '[2001:db8::1]')).toBe('2001:db8:0:0::/64');
  });

  it('takes nothing for an address that is none', () => {
    expect(from(undefined)).toBeUndefined();
    expect(from('')).toBeUndefined();
    expect(behind(1)).toBeUndefined();
    expect(behind(1, 'unknown')).toBeUndefined();
    expect(behind(1, '_hidden')).toBeUndefined();
    expect(behind(1, '1:2:3:4:5:6:7:8::9')).toBeUndefined();
    expect(behind(1, '999.1.1.1')).toBeUndefined();
  });
});
