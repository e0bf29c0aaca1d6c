import type { Payload } from '../../contracts/contract.ts';
import type { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import { sendObserved } from '../observed.ts';
import { aliasOf, type GatewayContext } from '../parts.ts';
import { sweepNow } from '../sweep-again.ts';

/** People who wait for one court at once; beyond that they are told to come back. */
const MAX_WAITING = 5_000;

/** A person waits for a number: it goes before everything else. */
export async function refresh(
  ctx: GatewayContext,
  { tenant, number, jobId }: Payload<typeof datajudFetcher, 'refresh'>,
): Promise<void> {
  const alias = aliasOf(ctx);
  const failure = await whyNot(ctx, alias, tenant, number);
  if (failure) {
    const told = { tenant, documents: [], absent: [], jobs: [{ jobId, number, failure }] };
    sendObserved(ctx, alias, { requestId: ctx.messageId, checkedAt: new Date() }, [told]);
    return;
  }
  ctx.setState({
    ...ctx.state,
    waiting: [...ctx.state.waiting, { tenant, number, jobId, since: Date.now() }],
  });
  ctx.writePlatform(async (client) => {
    await client.query({
      name: 'refresh-case',
      text: `update court.cases set urgent_since = coalesce(urgent_since, now()), next_check_at = least(next_check_at, now())
        where alias = $1 and number = $2 and watchers > 0`,
      values: [alias, number],
    });
  });
  sweepNow(ctx);
}

async function whyNot(
  ctx: GatewayContext,
  alias: string,
  tenant: string,
  number: string,
): Promise<string | undefined> {
  if (ctx.state.waiting.length >= MAX_WAITING)
    return 'Há consultas demais na fila deste tribunal; tente novamente em alguns minutos.';
  const { rowCount } = await ctx.platform.query({
    name: 'refresh-watched',
    text: 'select 1 from court.watchers where alias = $1 and number = $2 and tenant_id = $3',
    values: [alias, number, tenant],
  });
  return rowCount ? undefined : 'O processo não está sendo acompanhado neste tribunal.';
}
