/** One request to the middleware; `path` begins with a slash, below the mount path. */
export interface PerksRequest {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/** What came back: any status, with the body parsed where it was JSON. */
export interface PerksResponse {
  status: number;
  json: unknown;
}

/** Carries requests to the middleware. It rejects only when there was no answer at all. */
export type PerksTransport = (request: PerksRequest) => Promise<PerksResponse>;
