import { createQuoteTokens, type QuoteTokens } from '../../src/quoting/quote-token.ts';
import { SECRET } from './simulated-sealer.ts';

let current: () => number = () => 0;
/** Made once: deriving keys takes longer than a short history. */
const tokens = createQuoteTokens([SECRET], () => current());

/** The real tokens, by one process's clock. */
export function createSharedTokens(clock: () => number): QuoteTokens {
  return {
    issue: (...quoted) => tokens.issue(...quoted),
    read(token) {
      current = clock;
      return tokens.read(token);
    },
  };
}
