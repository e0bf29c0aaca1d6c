import type { Pool } from '../db/pool.ts';

/** Shares of DataJud by plan, the usual plan being 1. */
const WEIGHTS: Record<string, number> = { starter: 0.5, professional: 1, business: 2, enterprise: 4 };
const FRESH_MS = 60_000;

/** The weights of firms whose plan is not the usual one, read again in the background when a minute old. */
export function planWeights(runtime: Pool, onError: (error: unknown) => void): () => Record<string, number> {
  let weights: Record<string, number> = {};
  let readAt = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    const { rows } = await runtime.query<{ tenant_id: string; plan: string }>(
      "select tenant_id, plan from auth.tenant_plans() where plan <> 'professional'",
    );
    weights = Object.fromEntries(rows.map((r) => [r.tenant_id, WEIGHTS[r.plan] ?? 1]));
  }

  return () => {
    if (performance.now() - readAt > FRESH_MS) {
      readAt = performance.now();
      read().catch(onError);
    }
    return weights;
  };
}
