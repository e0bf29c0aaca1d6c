import type { TenantTx } from '../tenant.ts';

const MONTH = `to_char(now() at time zone 'America/Sao_Paulo', 'YYYY-MM')`;

/** Commands of the bound firm this month, and its plan. */
export async function readBotUsage(tx: TenantTx): Promise<{ commands: number; plan: string }> {
  const { rows } = await tx.client.query<{ commands: number; plan: string }>({
    name: 'read-bot-usage',
    text: `select coalesce((select plan from tenants where tenant_id = $1), 'professional') as plan,
      coalesce((select commands from bot_usage where tenant_id = $1 and month = ${MONTH}), 0) as commands`,
    values: [tx.tenantId],
  });
  const [usage] = rows;
  if (!usage) throw new Error('a statement without a from has one row');
  return usage;
}

export async function countBotCommand(tx: TenantTx): Promise<void> {
  await tx.client.query({
    name: 'count-bot-command',
    text: `insert into bot_usage as u (tenant_id, month, commands) values ($1, ${MONTH}, 1)
      on conflict (tenant_id, month) do update set commands = u.commands + 1`,
    values: [tx.tenantId],
  });
}
