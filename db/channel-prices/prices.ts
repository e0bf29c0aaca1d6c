import type { MessagePrice } from '../../actors/contracts/message-cost.ts';
import type { TenantTx } from '../tenant.ts';

export interface ChannelPrices {
  currency: string;
  prices: MessagePrice[];
  updatedAt: Date | null;
  version: number;
}

/** Undefined when the firm has given none. */
export async function readChannelPrices(tx: TenantTx): Promise<ChannelPrices | undefined> {
  const { rows } = await tx.client.query<ChannelPrices>({
    name: 'read-channel-prices',
    text: `select currency, prices, updated_at as "updatedAt", version from channel_prices where tenant_id = $1`,
    values: [tx.tenantId],
  });
  return rows[0];
}

/** Answers undefined when somebody else changed them first. */
export async function writeChannelPrices(
  tx: TenantTx,
  { currency, prices }: Pick<ChannelPrices, 'currency' | 'prices'>,
  expectedVersion: number | undefined,
): Promise<ChannelPrices | undefined> {
  const { rows } = await tx.client.query<ChannelPrices>({
    name: 'write-channel-prices',
    text: `insert into channel_prices as c (tenant_id, currency, prices)
      select $1, $2, $3 where $4::int is null or $4 = 0 or exists (select 1 from channel_prices where tenant_id = $1)
      on conflict (tenant_id) do update
        set currency = excluded.currency, prices = excluded.prices, updated_at = now(), version = c.version + 1
      where $4::int is null or c.version = $4
      returning currency, prices, updated_at as "updatedAt", version`,
    values: [tx.tenantId, currency, JSON.stringify(prices), expectedVersion ?? null],
  });
  return rows[0];
}
