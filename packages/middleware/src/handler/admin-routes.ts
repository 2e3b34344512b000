import { reconcileRequest } from '@checkout-perks/core/contract';
import { Hono } from 'hono';
import { parseInput } from '../orders/verbs/parse-input.ts';
import type { Reconcile } from '../reconciling/create-reconcile.ts';
import type { HandlerEnv } from './handler-env.ts';
import type { MerchantGuard } from './merchant-guard.ts';

/** What the operator's routes need. */
export interface AdminRoutesOptions {
  /** Refuses whoever does not bring the admin secret. */
  guard: MerchantGuard;
  reconcile: Reconcile;
}

/** Makes the operator's routes, below `/admin`. They are for servers and consoles, never for pages: no CORS. */
export function createAdminRoutes({ guard, reconcile }: AdminRoutesOptions): Hono<HandlerEnv> {
  const app = new Hono<HandlerEnv>();

  app.use('*', async (context, next) => {
    guard(context.req.raw);
    await next();
  });
  app.get('/reconciliation', async (context) =>
    context.json(await reconcile(parseInput(reconcileRequest, context.req.query()))),
  );

  return app;
}
