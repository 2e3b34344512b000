import { describe, expect, it } from 'vitest';
import { CLIENT, openLoyalty, PHONE, POINT } from './support/open-loyalty.ts';
import { onPort } from './support/open-mottor.ts';

/**
 * The requests exactly as documented. None of them is JSON: each has comments, two lack a comma, and one has an extra comma.
 * Beside each is the JSON that was meant.
 */
const REQUESTS = {
  client: `{
  "search":"XXXXXXX", //Телефон, карта или код клиента из приложения
  "point":"62aXXXXX4f4", //ID точки

  //Опционально
  "hold":["63aXXXXX4f4"] //ID удержания бонусов, указанные ID будут учтены при расчете текущего
  баланса
}`,
  recalc: `{
  "client":"62aXXXXX486", //ID клиента
  "point":"62aXXXXXXf4", //ID точки
  "amount":100 //Сумма покупки

  //Опционально
  "hold":["63aXXXXX4f4"] //ID удержания бонусов, указанные ID будут учтены при расчете текущего
  баланса
}`,
  'bonuses/hold': `{
  "client":"62aXXXXX2486", //ID клиента
  "point":"62XXXXXf4f4", //ID точки
  "amount":100, //Количество бонусных баллов, которые необходимо удержать
  "duration": 10 // (необязательный, по умолчанию 10 минут) — Длительность удержания в минутах
(максимум 30 минут).
}`,
  'bonuses/release': `{
  "id":"62aXXXXX2486", //ID удержания
}`,
  retail: `{
  "client":"62aXXXXX2486", //ID клиента
  "point":"62XXXXXf4f4", //ID точки
  "amount":100, //Сумма чека
  "spend":100, //Сколько будет списано баллов, если 0 то будет начисление

  //Опционально
  "hold":["63aXXXXX4f4"] //ID удержания бонусов, указанные ID будут учтены при расчете текущего
  баланса
}`,
};

type Path = keyof typeof REQUESTS;

/** Repairs a request: removes comments, with their second lines, and puts commas between fields only. */
function strict(printed: string): Record<string, unknown> {
  const fields = printed
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/, '').trim())
    .filter((line) => line.startsWith('"'))
    .map((line) => line.replace(/,$/, ''));
  return JSON.parse(`{${fields.join(',')}}`);
}

/** Each sample uses other placeholders for the same values; here they are the same. */
function ours(body: Record<string, unknown>): Record<string, unknown> {
  const known = { search: PHONE, client: CLIENT, point: POINT };
  return { ...body, ...Object.fromEntries(Object.entries(known).filter(([name]) => name in body)) };
}

const printed = (path: Path) => REQUESTS[path];

describe('the documented requests', () => {
  it.each(Object.keys(REQUESTS) as Path[])('%s is 400 as printed, and answered as strict JSON', async (path) => {
    const { issuer, apiKey } = await openLoyalty();
    const { url } = await onPort(issuer);
    const send = async (body: string) => {
      const headers = { apikey: apiKey, 'Content-Type': 'application/json' };
      const response = await fetch(`${url}/integration/general/${path}`, { method: 'POST', headers, body });
      return [response.status, await response.json()];
    };
    expect(await send(printed(path))).toStrictEqual([400, { body: 'Body is not valid JSON.' }]);
    const [status, json] = await send(JSON.stringify(ours(strict(printed(path)))));
    expect(status).toBe(200);
    expect(json).toMatchObject(ANSWERS[path]);
  });

  it('work in the documented order, and their amounts add up', async () => {
    const { call } = await openLoyalty();
    const body = (path: Path, fields: Record<string, unknown> = {}) => ({ ...ours(strict(printed(path))), ...fields });
    const member = (await call('client', body('client'))).json.client as unknown as { id: string };
    const { json } = await call('recalc', body('recalc', { client: member.id }));
    const { spend } = json.recalc as unknown as { spend: number };
    const held = (await call('bonuses/hold', body('bonuses/hold', { amount: spend }))).json.held as unknown as {
      id: string;
    };
    const sold = await call('retail', body('retail', { spend, hold: [held.id] }));
    expect(sold.json).toMatchObject(ANSWERS.retail);
    expect((await call('client', body('client'))).json.client).toMatchObject({ balance: 778 });
  });
});

const ANSWERS: Record<Path, Record<string, unknown>> = {
  client: { success: true, client: { id: CLIENT, balance: 878, level: { type: 'cashback' } } },
  recalc: { success: true, recalc: { amount: 100, percent: 10, type: 'cashback', spend: 100, earn: 10 } },
  'bonuses/hold': { success: true, held: { amount: 100 } },
  'bonuses/release': { success: true },
  retail: { success: true, retail: { amount: 100, total: 0, percent: 10, type: 'cashback', spend: 100 } },
};
