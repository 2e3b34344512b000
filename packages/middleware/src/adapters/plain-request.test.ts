import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { plainRequest } from './plain-request.ts';

function incomingWith(chunks: readonly string[]): IncomingMessage {
  const incoming = new IncomingMessage(new Socket());
  for (const chunk of chunks) incoming.push(chunk);
  return incoming;
}

function ended(incoming: IncomingMessage): IncomingMessage {
  incoming.complete = true;
  incoming.push(null);
  return incoming;
}

describe('plainRequest', () => {
  it('reads a body of one piece or several', async () => {
    for (const chunks of [['{"a":1}'], ['{"a', '":1', '}'], []]) {
      const bytes = await plainRequest(ended(incomingWith(chunks))).bytes(7);
      expect(Buffer.from(bytes as Uint8Array).toString()).toBe(chunks.join(''));
    }
  });

  it('keeps no more of a body than it may', async () => {
    const incoming = incomingWith(['1234', '5678']);
    await expect(plainRequest(incoming).bytes(7)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
    expect(incoming.listenerCount('data')).toBe(0);
  });

  it('ends when the body breaks off', async () => {
    const gone = incomingWith(['{']);
    const reading = plainRequest(gone).bytes(100);
    gone.destroy();
    await expect(reading).rejects.toMatchObject({ code: 'INVALID_JSON' });
    const failed = incomingWith(['{']);
    const other = plainRequest(failed).bytes(100);
    failed.destroy(new Error('aborted'));
    await expect(other).rejects.toMatchObject({ code: 'INVALID_JSON' });
  });

  it('gives headers by their names, and the standard object of it', () => {
    const incoming = incomingWith([]);
    incoming.method = 'POST';
    incoming.url = '/perks/v1/quote?a=1';
    incoming.rawHeaders = ['Host', 'shop.example', 'Cookie', 'a=1', 'X-Two', '1', 'x-two', '2', ':path', '/x'];
    incoming.headers = { host: 'shop.example', cookie: 'a=1', 'x-two': '1, 2' };
    const { headers, standard } = plainRequest(incoming);
    expect([headers.get('x-two'), headers.get('origin')]).toEqual(['1, 2', null]);
    const { method, url, headers: given } = standard();
    expect([method, url, given.get('x-two')]).toEqual(['POST', 'http://shop.example/perks/v1/quote?a=1', '1, 2']);
  });

  it('refuses a host that is none', () => {
    const incoming = incomingWith([]);
    incoming.headers = { host: 'a b' };
    expect(() => plainRequest(incoming).standard()).toThrow('INVALID_REQUEST');
  });
});
