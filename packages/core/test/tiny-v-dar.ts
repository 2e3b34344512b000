import { randomUUID } from 'node:crypto';
import { type RecordingServer, type SeenRequest, sendJson, startRecordingServer } from './recording-server.ts';

interface Entry {
  id: string;
  type: string;
  amount: number;
  currency_code: string;
  status: string;
  created_at: string;
}

interface Code extends Omit<Entry, 'type'> {
  code: string;
  expires_at: string;
  name: string;
}

/** The smallest server that keeps gift codes as V-DAR's document tells, in memory: codes, and a list of operations. */
export interface TinyVDar extends RecordingServer {
  siteId: string;
  codes: Code[];
  operations: Entry[];
  /** The decimal balance of the site. */
  balance: number;
  /** Makes a code; a decimal sum. */
  generate(amount: number, seconds?: number, name?: string): Code;
}

/** Starts it. Lists have the newest first, and show no names. */
export async function startTinyVDar(apiKey: string): Promise<TinyVDar> {
  const siteId = randomUUID();
  const codes: Code[] = [];
  const operations: Entry[] = [];
  const account = { balance: 1_000_000 };

  function entry(amount: number) {
    return {
      id: randomUUID(),
      amount,
      currency_code: 'RUB',
      status: 'completed',
      created_at: new Date().toISOString(),
    };
  }

  function generate(amount: number, seconds = 3600, name = 'Подарок'): Code {
    const expires_at = new Date(Date.now() + seconds * 1000).toISOString();
    const code = randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase();
    const made = { ...entry(amount), code, status: 'active', expires_at, name };
    codes.unshift(made);
    account.balance -= amount;
    operations.unshift({ ...entry(amount), type: 'code_generation' });
    return made;
  }

  function listed<Item>(items: readonly Item[], query: URLSearchParams) {
    const page = Number(query.get('page'));
    const size = Number(query.get('size'));
    return { items: items.slice((page - 1) * size, page * size), total: items.length, page, size };
  }

  function answer({ method, url, headers, body }: SeenRequest): [status: number, json: unknown] {
    const { pathname, searchParams } = new URL(url, 'http://tiny');
    const route = `${method} ${pathname.replace('/api/v1', '')}`;
    const asked = body === '' ? {} : JSON.parse(body);
    if (headers['x-api-key'] !== apiKey) return [401, { detail: 'Invalid API key' }];

    if (route === 'POST /codes/generate') {
      return [200, generate(asked.amount, asked.expires_in_seconds, asked.name)];
    }
    if (route === 'POST /codes/activate') {
      const found = codes.find(({ code }) => code === asked.code);
      if (!found) return [404, { detail: 'Код не найден' }];
      if (found.status !== 'active' || asked.site_id !== siteId) return [409, { detail: 'Уже использован' }];
      found.status = 'activated';
      account.balance += found.amount;
      const made = { ...entry(found.amount), type: 'code_activation' };
      operations.unshift(made);
      const { id: operation_id, amount: activated_amount, currency_code, created_at: activated_at } = made;
      return [200, { success: true, activated_amount, currency_code, operation_id, activated_at }];
    }
    if (route === 'GET /codes/') {
      const items = codes.map(({ id, code, amount, status, created_at }) => ({ id, code, amount, status, created_at }));
      return [200, listed(items, searchParams)];
    }
    if (route === `GET /merchants/balance/${siteId}`) return [200, { site_id: siteId, ...account }];
    if (route === 'GET /operations/') return [200, listed(operations, searchParams)];
    if (route.startsWith('GET /codes/')) {
      const found = codes.find(({ code }) => route.endsWith(`/${code}`));
      if (!found) return [200, { exists: false, is_valid: false, amount: null, status: null }];
      const { amount, currency_code, expires_at, status } = found;
      return [
        200,
        {
          exists: true,
          is_valid: status === 'active',
          amount,
          currency_code,
          expires_at,
          status,
        },
      ];
    }
    return [404, { detail: 'Not Found' }];
  }

  const server = await startRecordingServer((response, request) => sendJson(response, ...answer(request)));
  return {
    ...server,
    siteId,
    codes,
    operations,
    generate,
    get balance() {
      return account.balance;
    },
  };
}
