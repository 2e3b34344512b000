import type { Provider } from './calls.ts';
import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

/** Fields that hold sums, points or percents. */
const DECIMALS: Record<Provider, ReadonlySet<string>> = {
  'v-dar': new Set(['amount', 'activated_amount', 'balance', 'frozen_balance', 'total_balance']),
  mottor: new Set(['bonus_amount', 'order_price', 'discount_amount']),
  loyalclient: new Set(['amount', 'total', 'percent', 'maxSpendPercent', 'balance', 'spend', 'earn']),
};

/** Fields whose values the document lists, and one that it does not. */
const ENUMS: Record<Provider, Readonly<Record<string, string | number>>> = {
  'v-dar': { status: 'used', type: 'code_usage' },
  mottor: { bonus_type: 7, bonus_type_id: 7 },
  loyalclient: { type: 'mixed' },
};

/** Does it, and writes decimals as Pydantic does: as texts. */
export async function decimalStrings(_fault: FaultOf<'decimalStrings'>, exchange: Exchange): Promise<Response> {
  const names = DECIMALS[exchange.provider];
  return rewritten(await exchange.serve(), (object) =>
    mapEntries(object, (name, value) => (typeof value === 'number' && names.has(name) ? value.toFixed(2) : value)),
  );
}

/** Does it, and uses a word of tomorrow. */
export async function unknownEnum({ value }: FaultOf<'unknownEnum'>, exchange: Exchange): Promise<Response> {
  const words = ENUMS[exchange.provider];
  return rewritten(await exchange.serve(), (object) =>
    mapEntries(object, (name, old) => (old === null || !Object.hasOwn(words, name) ? old : (value ?? words[name]))),
  );
}

/** Does it, and says more than it used to. */
export async function unknownFields(_fault: FaultOf<'unknownFields'>, { serve }: Exchange): Promise<Response> {
  return rewritten(await serve(), (object) => ({ ...object, added_later: { since: 2, of: ['tomorrow'] } }));
}

type JsonObject = Record<string, unknown>;

function mapEntries(object: JsonObject, change: (name: string, value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(name, value)]));
}

/** Changes every object of an answer, the inner ones first. An answer without a body stays what it is. */
async function rewritten(answer: Response, change: (object: JsonObject) => JsonObject): Promise<Response> {
  const text = await answer.text();
  const { status } = answer;
  const headers = new Headers(answer.headers);
  headers.delete('Content-Length');
  if (text === '') return new Response(null, { status, headers });
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return change(mapEntries(value as JsonObject, (_name, inner) => walk(inner)));
  };
  return new Response(JSON.stringify(walk(JSON.parse(text))), { status, headers });
}
