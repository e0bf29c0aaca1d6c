import type { TenantTx } from '../tenant.ts';

export interface UsageByTask {
  task: string;
  model: string;
  calls: number;
  inputTokens: number;
  cacheWriteTokens: number;
  cacheReadTokens: number;
  outputTokens: number;
  spentMicros: number;
}

export interface MonthOfUse {
  /** `2026-11-01` */
  month: string;
  /** null while nothing was asked of a model in this month. */
  capMicros: number | null;
  capTokens: number | null;
  reservedMicros: number;
  reservedTokens: number;
  spentMicros: number;
  spentTokens: number;
  uses: UsageByTask[];
}

/** What a firm has spent in a month (`2026-11-01`; default this one, São Paulo), by task and model. */
export async function readUsage(tx: TenantTx, month?: string): Promise<MonthOfUse> {
  const { rows } = await tx.client.query<{ usage: MonthOfUse & { uses: UsageByTask[] | null } }>({
    name: 'ai-usage',
    text: USAGE,
    values: [tx.tenantId, month ?? null],
  });
  const [row] = rows;
  if (!row) throw new Error('the statement answers one row');
  return { ...row.usage, uses: row.usage.uses ?? [] };
}

const USAGE = `
  select row_to_json(x) as usage from (
    select m.month, b.cap_micros as "capMicros", b.cap_tokens as "capTokens",
      coalesce(b.reserved_micros, 0) as "reservedMicros", coalesce(b.reserved_tokens, 0) as "reservedTokens",
      coalesce(b.spent_micros, 0) as "spentMicros", coalesce(b.spent_tokens, 0) as "spentTokens",
      (select json_agg(u) from (
        select task, model, count(*) as calls, coalesce(sum(input_tokens), 0) as "inputTokens",
          coalesce(sum(cache_write_tokens), 0) as "cacheWriteTokens", coalesce(sum(cache_read_tokens), 0) as "cacheReadTokens",
          coalesce(sum(output_tokens), 0) as "outputTokens", coalesce(sum(spent_micros), 0) as "spentMicros"
        from ai_calls c where c.tenant_id = $1 and c.month = m.month and c.state = 'settled'
        group by task, model order by task, model) as u) as uses
    from (select coalesce($2, to_char(now() at time zone 'America/Sao_Paulo', 'YYYY-MM-01')) as month) as m
    left join ai_budgets b on b.tenant_id = $1 and b.month = m.month) as x`;
