// The issuer with a loyalty programme of as many members as phones are given.
import { createIssuer, serveIssuer } from '@checkout-perks/issuer';

const [file, phones] = process.argv.slice(2);
const issuer = await createIssuer({ database: `file:${file}` });
const { loyalClient } = issuer.control;
const { programId, apiKey } = await loyalClient.createProgram();
const { pointId } = await loyalClient.createPoint({ programId });
const { levelId } = await loyalClient.createLevel({ programId, type: 'cashback', title: 'bench', percent: 10 });
await Promise.all(
  phones.split(',').map((phone) => loyalClient.createMember({ levelId, phone, name: 'ИВАН', balance: 878 })),
);
const { url } = await serveIssuer(issuer, { port: 0 });

process.send({ url, apiKey, point: pointId });
