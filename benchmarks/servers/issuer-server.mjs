// The issuer on a file of its own, with codes made through its own API.
import { createVDarClient } from '@checkout-perks/core/providers/v-dar';
import { createIssuer, serveIssuer } from '@checkout-perks/issuer';

const [file, count] = process.argv.slice(2);
const issuer = await createIssuer({ database: `file:${file}` });
const { apiKey } = await issuer.createMerchant({ login: 'bench', currency: 'RUB', balance: 10_000_000_000 });
const { url } = await serveIssuer(issuer, { port: 0 });

const client = createVDarClient({ apiKey, baseUrl: `${url}/api/v1`, fetch: issuer.fetch });
const codes = [];
while (codes.length < Number(count)) {
  const batch = Array.from({ length: 100 }, () =>
    client.generateCode({ amount: 1000, currency: 'RUB', name: 'bench', expiresInSeconds: 86_400 }),
  );
  codes.push(...(await Promise.all(batch)).map((made) => made.code));
}

process.send({
  url: `${url}/api/v1/codes/activate`,
  headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
  codes,
});
