import { type Caps, release, reserve, settle, type TokenUse } from '../../../db/ai/ledger.ts';
import type { Pool } from '../../../db/pool.ts';
import { withTenant } from '../../../db/tenant.ts';
import { ceilingOf, costOf } from './price.ts';
import { type KnownPrice, type PriceList, priceOn } from './price-list.ts';

/** A firm's account for one question. Each entry is committed by itself: the money is spent whatever becomes of the answer. */
export interface Book {
  /** Whether the caps allow a use of that size; if so it is reserved under `id`. */
  reserve(id: string, model: string, size: { bytes: number; maxTokens: number }): Promise<boolean>;
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
  prices: PriceList;
  now: () => Date;
  /** 0.5 for a batch. */
  share?: number;
}

export function openBook({ pool, tenant, answerId, task, caps, prices, now, share = 1 }: BookOptions): Book {
  const priceOf = (model: string): KnownPrice => priceOn(prices, model, now().toISOString().slice(0, 10));
  return {
    reserve(id, model, { bytes, maxTokens }) {
      const known = priceOf(model);
      const { micros, tokens } = ceilingOf(bytes, maxTokens, known.price, share);
      const use = { id, answerId, task, model, price: known.text, micros, tokens };
      return withTenant(pool, tenant, (tx) => reserve(tx, caps, use));
    },
    async settle(id, model, use) {
      const known = priceOf(model);
      const micros = costOf(use, known.price, share);
      await withTenant(pool, tenant, (tx) => settle(tx, id, use, { micros, price: known.text }));
      return micros;
    },
    release: (id) => withTenant(pool, tenant, (tx) => release(tx, id)),
  };
}
