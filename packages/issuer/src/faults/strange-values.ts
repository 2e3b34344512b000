import type { Provider } from './calls.ts';
import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

/** Fields that contain amounts, points or percentages. */
const DECIMALS: Record<Provider, ReadonlySet<string>> = {
  'v-dar': new Set(['amount', 'activated_amount', 'balance', 'frozen_balance', 'total_balance']),
  mottor: new Set(['bonus_amount', 'order_price', 'discount_amount']),
  loyalclient: new Set(['amount', 'total', 'percent', 'maxSpendPercent', 'balance', 'spend', 'earn']),
};

/** Fields with a documented list of values, and a value that is not in the list. */
const ENUMS: Record<Provider, Readonly<Record<string, string | number>>> = {
  'v-dar': { status: 'used', type: 'code_usage' },
  mottor: { bonus_type: 7, bonus_type_id: 7 },
  loyalclient: { type: 'mixed' },
};

/** Serves the call, and writes decimals as strings, as Pydantic does. */
export async function decimalStrings(_fault: FaultOf<'decimalStrings'>, exchange: Exchange): Promise<Response> {
  const names = DECIMALS[exchange.provider];
  return rewritten(await exchange.serve(), (object) =>
    mapEntries(object, (name, value) => (typeof value === 'number' && names.has(name) ? value.toFixed(2) : value)),
  );
}

/** Serves the call, and uses an undocumented value. */
export async function unknownEnum({ value }: FaultOf<'unknownEnum'>, exchange: Exchange): Promise<Response> {
  const words = ENUMS[exchange.provider];
  return rewritten(await exchange.serve(), (object) =>
    mapEntries(object, (name, old) => (old === null || !Object.hasOwn(words, name) ? old : (value ?? words[name]))),
  );
}

/** Serves the call, and adds undocumented fields. */
export async function unknownFields(_fault: FaultOf<'unknownFields'>, { serve }: Exchange): Promise<Response> {
  return rewritten(await serve(), (object) => ({ ...object, added_later: { since: 2, of: ['tomorrow'] } }));
}

type JsonObject = Record<string, unknown>;

function mapEntries(object: JsonObject, change: (name: string, value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(name, value)]));
}

/** Changes every object of an answer, inner objects first. An answer without a body stays unchanged. */
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
