import { findCall, getProvider } from './calls.ts';
import { cutConnection } from './cut-connection.ts';
import type { Exchange } from './exchange.ts';
import type { FaultBook } from './fault-book.ts';
import type { Sleep } from './sleep.ts';
import { strike } from './strike.ts';

/** What {@link withFaults} needs. */
export interface FaultySurroundings {
  book: FaultBook;
  /** Answers a request without faults, with the given clock or the usual one. */
  serve: (request: Request, clock?: () => number) => Promise<Response>;
  clock: () => number;
  sleep: Sleep;
  /** Receives errors of work that runs after the answer. */
  onFailure: (thrown: unknown) => void;
}

/** A request handler with faults. */
export interface Faulty {
  /** @throws A cut connection if a fault gives no answer */
  fetch(request: Request): Promise<Response>;
  /** Waits until all work that runs after an answer is done. */
  settled(): Promise<void>;
  /** Ends all waiting: connections are cut, and delayed effects are cancelled. */
  close(): Promise<void>;
}

/** Adds faults to a request handler, which does not know about them. */
export function withFaults({ book, serve, clock, sleep, onFailure }: FaultySurroundings): Faulty {
  const closing = new AbortController();
  const running = new Set<Promise<void>>();

  async function wait(ms: number): Promise<void> {
    await sleep(ms, closing.signal);
    if (closing.signal.aborted) throw cutConnection();
  }

  function later(work: () => Promise<unknown>): void {
    const run = work().then(
      () => {},
      (thrown: unknown) => {
        if (!closing.signal.aborted) onFailure(thrown);
      },
    );
    running.add(run);
    void run.then(() => running.delete(run));
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return {
    async fetch(request) {
      const { method, url } = request;
      const call = findCall(method === 'HEAD' ? 'GET' : method, new URL(url).pathname);
      const fault = call && book.next(call);
      if (!call || !fault) return serve(request);

      // The body is read completely first, because the call may be served twice, or after the client has left.
      const bytes = request.body === null ? undefined : await request.arrayBuffer();
      const { headers } = request;
      const copy = () =>
        new Request(url, { method, headers, ...(bytes === undefined ? {} : { body: bytes.slice(0) }) });
      const gone = AbortSignal.any([request.signal, closing.signal]);
      const exchange: Exchange = {
        provider: getProvider(call),
        method,
        url,
        serve: () => serve(copy()),
        serveAsOf: (ms) => serve(copy(), () => clock() - ms),
        wait,
        outwait: (ms) => sleep(ms, gone),
        later,
        now: clock,
      };
      return strike(fault, exchange);
    },
    settled,
    async close() {
      closing.abort();
      await settled();
    },
  };
}
