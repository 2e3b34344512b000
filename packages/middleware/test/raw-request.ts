import { connect } from 'node:net';
import { MERCHANT_SECRET } from './start-shop.ts';

/** Sends bytes that no well-behaved client would send, and reads the whole answer. */
export async function rawRequest(
  url: string,
  request: {
    line: string;
    headers?: string[];
    body?: string[];
    /** Whether the client goes away after what it has sent. */
    breaksOff?: boolean;
  },
) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const { line, headers = [], body = [] } = request;
  const head = [
    `${line} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Connection: close',
    ...(headers.some((header) => /^authorization:/i.test(header)) ? [] : [`Authorization: Bearer ${MERCHANT_SECRET}`]),
    ...headers,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  for (const chunk of body) socket.write(chunk);
  // The callback comes once all of it has been handed to the system, which delivers it before the end.
  if (request.breaksOff) socket.write('', () => socket.destroy());

  let text = '';
  socket.setEncoding('utf8');
  // A server that has answered may well close on what is still being sent.
  socket.on('error', () => {});
  await new Promise<void>((done) => {
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => done());
  });
  const [top = '', rest = ''] = text.split(/\r\n\r\n(.*)/s);
  const json = /\{.*\}/s.exec(rest)?.[0];
  return {
    status: Number(top.split(' ')[1]),
    head: top,
    code: json === undefined ? undefined : (JSON.parse(json) as { code?: string }).code,
  };
}
