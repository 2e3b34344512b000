import { createSealer, type Sealer } from '../../src/secrets/sealer.ts';

export const SECRET = 'the-secret-of-the-shop-that-is-simulated';

/** What the journal's secrets are sealed with. Derived once: deriving keys takes longer than a short history. */
export const sealer: Sealer = createSealer([SECRET]);
