import type { RequestInfo } from './client-address.ts';

/** A request as a bridge can hand it over at once, without the objects and streams of the standard. */
export interface PlainRequest {
  headers: Pick<Headers, 'get'>;
  /** Reads the body. @throws `BODY_TOO_LARGE`; `INVALID_JSON` for one that breaks off */
  bytes(maxBytes: number): Promise<Uint8Array | ArrayBuffer>;
  /** The standard object, for the shop's own code. Its body is read already. */
  standard(): Request;
}

/** An answer as plain data. */
export interface PlainAnswer {
  status: number;
  /** Names, in lower case, and values in turn. */
  headers: readonly string[];
  body: string;
}

/** A route that needs no standard objects: they cost several times as much as what is asked for. */
export type PlainRoute = (request: PlainRequest, info: RequestInfo) => Promise<PlainAnswer>;
