/** How long a transaction or a read is tried again before it is given up, ms. */
export const PATIENCE_MS = 10_000;

/** How long work may wait for something other than its queries, ms. */
export const STALL_MS = 5_000;
