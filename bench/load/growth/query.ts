import type { TenantTx } from '../../../db/tenant.ts';

/** Of which tables the answer must not take longer when they grow. `own` of the firm, `shared` of all. */
export interface Query {
  name: string;
  role: 'app' | 'runtime';
  run: (tx: TenantTx, n: number) => Promise<unknown>;
}

export const PAGE = { limit: 51 };
