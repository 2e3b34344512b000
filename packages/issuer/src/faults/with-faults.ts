import { findCall, getProvider } from './calls.ts';
import { cutConnection } from './cut-connection.ts';
import type { Exchange } from './exchange.ts';
import type { FaultBook } from './fault-book.ts';
import type { Sleep } from './sleep.ts';
import { strike } from './strike.ts';

/** What faults are laid over. */
export interface FaultySurroundings {
  book: FaultBook;
  /** Answers a request truly, by the clock that is given, or by the usual one. */
  serve: (request: Request, clock?: () => number) => Promise<Response>;
  clock: () => number;
  sleep: Sleep;
  /** Told of what goes wrong after the answer. */
  onFailure: (thrown: unknown) => void;
}

/** Something that answers, with faults over it. */
export interface Faulty {
  /** @throws A cut connection where a fault gives no answer */
  fetch(request: Request): Promise<Response>;
  /** Waits until nothing is left that happens after its answer. */
  settled(): Promise<void>;
  /** Ends all waiting: connections are cut, and what has not happened yet never will. */
  close(): Promise<void>;
}

/** Lays faults over whatever answers requests; what is beneath knows nothing of it. */
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

      // Read whole first: the call may happen twice, or when the client has gone.
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
