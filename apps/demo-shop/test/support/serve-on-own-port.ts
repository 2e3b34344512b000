import { type RunningIssuer, serveIssuer } from '@checkout-perks/issuer';

/** Below the ephemeral ports, so that no other process gets the port while its issuer is off. */
const LEAST = 10_000;
const COUNT = 20_000;
/** Number of ports for each process. */
const EACH = 16;

let next = 0;

/** Serves an issuer on a port that stays free while the issuer is off the network. */
export async function serveOnOwnPort(issuer: Parameters<typeof serveIssuer>[0]): Promise<RunningIssuer> {
  for (;;) {
    const port = LEAST + ((process.pid * EACH + next) % COUNT);
    next += 1;
    try {
      return await serveIssuer(issuer, { port });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw thrown;
    }
  }
}
