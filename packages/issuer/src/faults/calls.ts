/** A provider whose API the issuer speaks. */
export type Provider = 'v-dar' | 'mottor' | 'loyalclient';

/** The eighteen documented calls, as provider and call. */
export const CALLS = [
  'v-dar.generate',
  'v-dar.activate',
  'v-dar.check',
  'v-dar.codes',
  'v-dar.balance',
  'v-dar.operations',
  'v-dar.deactivate',
  'mottor.list',
  'mottor.create',
  'mottor.get',
  'mottor.change',
  'mottor.delete',
  'mottor.statistics',
  'loyalclient.client',
  'loyalclient.recalc',
  'loyalclient.hold',
  'loyalclient.release',
  'loyalclient.retail',
] as const;

/** The name of a documented call. */
export type CallName = (typeof CALLS)[number];

/** Calls by method and path. For LoyalClient only the end of the path is compared, because it may have a prefix. */
const ROUTES: readonly (readonly [string, RegExp, CallName])[] = [
  ['POST', /^\/api\/v1\/codes\/generate$/, 'v-dar.generate'],
  ['POST', /^\/api\/v1\/codes\/activate$/, 'v-dar.activate'],
  ['GET', /^\/api\/v1\/codes\/$/, 'v-dar.codes'],
  ['GET', /^\/api\/v1\/codes\/[^/]+$/, 'v-dar.check'],
  ['DELETE', /^\/api\/v1\/codes\/[^/]+$/, 'v-dar.deactivate'],
  ['GET', /^\/api\/v1\/merchants\/balance\/[^/]+$/, 'v-dar.balance'],
  ['GET', /^\/api\/v1\/operations\/$/, 'v-dar.operations'],
  ['GET', /^\/v1\/promo$/, 'mottor.list'],
  ['POST', /^\/v1\/promo$/, 'mottor.create'],
  ['GET', /^\/v1\/promo\/[^/]+$/, 'mottor.get'],
  ['PUT', /^\/v1\/promo\/[^/]+$/, 'mottor.change'],
  ['DELETE', /^\/v1\/promo\/[^/]+$/, 'mottor.delete'],
  ['GET', /^\/v1\/promo\/[^/]+\/statistics$/, 'mottor.statistics'],
  ['POST', /\/integration\/general\/client$/, 'loyalclient.client'],
  ['POST', /\/integration\/general\/recalc$/, 'loyalclient.recalc'],
  ['POST', /\/integration\/general\/bonuses\/hold$/, 'loyalclient.hold'],
  ['POST', /\/integration\/general\/bonuses\/release$/, 'loyalclient.release'],
  ['POST', /\/integration\/general\/retail$/, 'loyalclient.retail'],
];

/** Finds the documented call that a request makes, if any. */
export function findCall(method: string, path: string): CallName | undefined {
  return ROUTES.find(([own, pattern]) => own === method && pattern.test(path))?.[2];
}

/** Gets the provider of a call. */
export function getProvider(call: CallName): Provider {
  return call.slice(0, call.indexOf('.')) as Provider;
}
