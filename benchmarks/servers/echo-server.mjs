// The least that a server of this API can do: parse the JSON that came in, answer JSON of the same size as ours.
import { createServer } from 'node:http';

const answer = {
  success: true,
  message: 'Код успешно активирован',
  activated_amount: 1000,
  currency_code: 'RUB',
  operation_id: '550e8400-e29b-41d4-a716-446655440001',
  activated_at: '2026-01-20T12:05:00.000Z',
};

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { code } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...answer, operation_id: code }));
  });
});

server.listen(0, '127.0.0.1', () => {
  process.send({
    url: `http://127.0.0.1:${server.address().port}/`,
    headers: { 'content-type': 'application/json' },
    codes: ['ABC123XYZ789DEF456GH'],
  });
});
