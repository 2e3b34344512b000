import { onTestFinished, vi } from 'vitest';

/** The time limits of calls to providers, in the hands of the running test. */
export interface ControlledTimeouts {
  /** Has the limits of all calls so far pass. None passes by itself. */
  pass(): void;
}

/** Takes the limits of calls to providers over from the clock until the running test is over. */
export function controlTimeouts(): ControlledTimeouts {
  const limits = new Set<AbortController>();
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const limit = new AbortController();
    limits.add(limit);
    return limit.signal;
  });
  onTestFinished(() => spy.mockRestore());
  return {
    pass() {
      for (const limit of limits)
        limit.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
      limits.clear();
    },
  };
}
