import type { Provider } from './calls.ts';

/** A call that a fault strikes, and what the fault can do with it. */
export interface Exchange {
  provider: Provider;
  method: string;
  url: string;
  /** Serves the call and returns its true answer. Each use serves the call once more. */
  serve(): Promise<Response>;
  /** Serves the call with a clock that is `ms` behind. */
  serveAsOf(ms: number): Promise<Response>;
  /** Waits `ms`. @throws A cut connection if the issuer closes meanwhile */
  wait(ms: number): Promise<void>;
  /** Waits until the client gives up, at most `ms`. */
  outwait(ms: number): Promise<void>;
  /** Runs work after the answer. Closing the issuer cancels work that still waits. */
  later(work: () => Promise<unknown>): void;
  /** ms since epoch. */
  now(): number;
}
