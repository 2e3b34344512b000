export { createIssuer, type Failure, type Issuer, type IssuerOptions } from './create-issuer.ts';
export type { MerchantAccess, NewMerchant } from './merchants/create-merchant.ts';
export type { Site } from './merchants/list-sites.ts';
export { type RunningIssuer, type ServeOptions, serveIssuer } from './serve.ts';
