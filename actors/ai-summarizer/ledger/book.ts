import { type Caps, release, reserve, settle, type TokenUse } from '../../../db/ai/ledger.ts';
import type { Pool } from '../../../db/pool.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Price } from '../config.ts';
import { ceilingOf, costOf } from './price.ts';

/** A firm's account for one question. Each entry is committed by itself: the money is spent whatever becomes of the answer. */
export interface Book {
  /** Whether the caps allow a use of that size; if so it is reserved under `id`. */
  reserve(id: string, model: string, size: { chars: number; maxTokens: number }): Promise<boolean>;
  /** Books what it was, in millionths of a US dollar. */
  settle(id: string, model: string, use: TokenUse): Promise<number>;
  release(id: string): Promise<void>;
}

export interface BookOptions {
  pool: Pool;
  tenant: string;
  answerId: string;
  task: string;
  caps: Caps;
  prices: Readonly<Record<string, Price>>;
  /** 0.5 for a batch. */
  share?: number;
}

export function openBook({ pool, tenant, answerId, task, caps, prices, share = 1 }: BookOptions): Book {
  const priceOf = (model: string): Price => {
    const price = prices[model];
    if (!price) throw new Error(`no price is known of ${model}: add it to AI_PRICES`);
    return price;
  };
  return {
    reserve(id, model, { chars, maxTokens }) {
      const { micros, tokens } = ceilingOf(chars, maxTokens, priceOf(model), share);
      return withTenant(pool, tenant, (tx) =>
        reserve(tx, caps, { id, answerId, task, model, micros, tokens }),
      );
    },
    async settle(id, model, use) {
      const micros = costOf(use, priceOf(model), share);
      await withTenant(pool, tenant, (tx) => settle(tx, id, use, micros));
      return micros;
    },
    release: (id) => withTenant(pool, tenant, (tx) => release(tx, id)),
  };
}
