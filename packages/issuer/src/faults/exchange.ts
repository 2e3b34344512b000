import type { Provider } from './calls.ts';

/** A call that a fault strikes, with what the fault may do to it. */
export interface Exchange {
  provider: Provider;
  method: string;
  url: string;
  /** Lets the call happen, once each time, and gives its true answer. */
  serve(): Promise<Response>;
  /** The same, at a moment that is `ms` ago. */
  serveAsOf(ms: number): Promise<Response>;
  /** Waits. @throws A cut connection when the issuer closes meanwhile */
  wait(ms: number): Promise<void>;
  /** Waits as long as the client does, and `ms` at most. */
  outwait(ms: number): Promise<void>;
  /** Lets something happen after the answer; the issuer's close stops what has not begun. */
  later(work: () => Promise<unknown>): void;
  /** ms since epoch. */
  now(): number;
}
