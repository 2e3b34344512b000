export { quoteInUcp, type UcpOptions } from './ucp/quote-in-ucp.ts';
export type { ItemNaming } from './ucp/totals-in-ucp.ts';
export type {
  UcpAppliedDiscount,
  UcpDiscounts,
  UcpInstrument,
  UcpLineItem,
  UcpMessage,
  UcpQuote,
  UcpTotal,
} from './ucp/ucp-quote.ts';
