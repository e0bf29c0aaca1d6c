import type { TenantTx } from '../tenant.ts';

/** Of one use of a model, tokens as the provider counts them. */
export interface TokenUse {
  inputTokens: number;
  cacheWriteTokens: number;
  cacheReadTokens: number;
  outputTokens: number;
}

export interface Reservation {
  /** Of one call: what may have to be paid twice is reserved twice. */
  id: string;
  answerId: string;
  task: string;
  model: string;
  /** By which it is reserved, as the price list names it. */
  price: string;
  /** At the most. */
  micros: number;
  tokens: number;
}

export interface Caps {
  micros: number;
  tokens: number;
}

/**
 * Reserves what a use may cost, or answers false when the month's caps do not allow it. One row per firm and month is
 * locked by its own update, so that two workers cannot both take the last of it. The same id again reserves nothing more:
 * what an attempt that was cut off may have cost stays counted until it is settled.
 */
export async function reserve(tx: TenantTx, caps: Caps, use: Reservation): Promise<boolean> {
  await tx.client.query({
    name: 'ai-budget-of-month',
    text: `insert into ai_budgets as b (tenant_id, month, cap_micros, cap_tokens) values ($1, ${MONTH}, $2, $3)
      on conflict (tenant_id, month) do update set cap_micros = $2, cap_tokens = $3`,
    values: [tx.tenantId, caps.micros, caps.tokens],
  });
  const { rows } = await tx.client.query<{ had: boolean; fits: boolean }>({
    name: 'ai-reserve',
    text: RESERVE,
    values: [tx.tenantId, use.id, use.answerId, use.task, use.model, use.micros, use.tokens, use.price],
  });
  return rows[0]?.had === true || rows[0]?.fits === true;
}

/** Books what a use has cost in place of what was reserved for it. Twice is once. */
export async function settle(
  tx: TenantTx,
  id: string,
  use: TokenUse,
  cost: { micros: number; price: string },
): Promise<void> {
  const tokens = use.inputTokens + use.cacheWriteTokens + use.cacheReadTokens + use.outputTokens;
  await tx.client.query({
    name: 'ai-settle',
    text: SETTLE,
    values: [
      tx.tenantId,
      id,
      cost.micros,
      tokens,
      use.inputTokens,
      use.cacheWriteTokens,
      use.cacheReadTokens,
      use.outputTokens,
      cost.price,
    ],
  });
}

/** Gives back what was reserved for a use that the provider did not charge. */
export async function release(tx: TenantTx, id: string): Promise<void> {
  await tx.client.query({ name: 'ai-release', text: RELEASE, values: [tx.tenantId, id] });
}

const MONTH = `to_char(now() at time zone 'America/Sao_Paulo', 'YYYY-MM-01')`;

// `had` is locked by the budget's row: whoever reserves the same id waits for the other.
const RESERVE = `
  with budget as (
    select * from ai_budgets where tenant_id = $1 and month = ${MONTH} for update
  ), had as (
    update ai_calls c set answer_id = $3 from budget b where c.tenant_id = $1 and c.id = $2 and c.state = 'reserved' returning 1
  ), taken as (
    update ai_budgets t set reserved_micros = t.reserved_micros + $6, reserved_tokens = t.reserved_tokens + $7
    from budget b
    where t.tenant_id = b.tenant_id and t.month = b.month and not exists (select 1 from had)
      and b.spent_micros + b.reserved_micros + $6 <= b.cap_micros
      and b.spent_tokens + b.reserved_tokens + $7 <= b.cap_tokens
    returning t.month
  ), entered as (
    insert into ai_calls as c (tenant_id, id, answer_id, task, model, price, month, reserved_micros, reserved_tokens)
    select $1, $2, $3, $4, $5, $8, month, $6, $7 from taken
    on conflict (tenant_id, id) do update set state = 'reserved', model = excluded.model, price = excluded.price, month = excluded.month,
      reserved_micros = excluded.reserved_micros, reserved_tokens = excluded.reserved_tokens, started_at = now(), settled_at = null
  )
  select exists (select 1 from had) as had, exists (select 1 from taken) as fits`;

const SETTLE = `
  with call as (
    update ai_calls set state = 'settled', spent_micros = coalesce(spent_micros, 0) + $3, input_tokens = coalesce(input_tokens, 0) + $5,
      cache_write_tokens = coalesce(cache_write_tokens, 0) + $6, cache_read_tokens = coalesce(cache_read_tokens, 0) + $7,
      output_tokens = coalesce(output_tokens, 0) + $8, price = $9, settled_at = now()
    where tenant_id = $1 and id = $2 and state = 'reserved' returning month, reserved_micros, reserved_tokens
  )
  update ai_budgets b set reserved_micros = b.reserved_micros - c.reserved_micros, reserved_tokens = b.reserved_tokens - c.reserved_tokens,
    spent_micros = b.spent_micros + $3, spent_tokens = b.spent_tokens + $4
  from call c where b.tenant_id = $1 and b.month = c.month`;

const RELEASE = `
  with call as (
    update ai_calls set state = 'released', spent_micros = coalesce(spent_micros, 0), settled_at = now()
    where tenant_id = $1 and id = $2 and state = 'reserved' returning month, reserved_micros, reserved_tokens
  )
  update ai_budgets b set reserved_micros = b.reserved_micros - c.reserved_micros, reserved_tokens = b.reserved_tokens - c.reserved_tokens
  from call c where b.tenant_id = $1 and b.month = c.month`;
