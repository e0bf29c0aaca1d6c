import type { TenantTx } from '../tenant.ts';

export interface ModelSpend {
  task: string;
  model: string;
  calls: number;
  /** All that were read, from caches or not. */
  inputTokens: number;
  outputTokens: number;
  /** Millionths of a US dollar. */
  micros: number;
}

/** What the calls to models that began in a period (`until` excluded) have cost, by task and model. */
export async function readSpend(tx: TenantTx, period: { since: Date; until: Date }): Promise<ModelSpend[]> {
  const { rows } = await tx.client.query<ModelSpend>({
    name: 'ai-spend',
    text: `select task, model, count(*)::int as calls,
        coalesce(sum(input_tokens + cache_write_tokens + cache_read_tokens), 0)::float8 as "inputTokens",
        coalesce(sum(output_tokens), 0)::float8 as "outputTokens", coalesce(sum(spent_micros), 0)::float8 as micros
      from ai_calls where tenant_id = $1 and state = 'settled' and started_at >= $2 and started_at < $3
        and month between to_char($2::timestamptz at time zone 'America/Sao_Paulo', 'YYYY-MM-01')
          and to_char($3::timestamptz at time zone 'America/Sao_Paulo', 'YYYY-MM-01')
      group by task, model order by task, model`,
    values: [tx.tenantId, period.since, period.until],
  });
  return rows;
}
