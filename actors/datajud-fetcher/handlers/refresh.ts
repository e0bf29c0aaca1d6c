import type { Payload } from '../../contracts/contract.ts';
import type { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import { countUrgent, urgentLeft } from '../gateway/urgent-share.ts';
import { sendObserved } from '../observed.ts';
import { aliasOf, type FetcherParts, type GatewayContext } from '../parts.ts';
import { sweepNow } from '../sweep-again.ts';

/** People who wait for one court at once; beyond that they are told to come back. */
const MAX_WAITING = 5_000;

/** A person waits for a number: it goes before everything else. */
export async function refresh(
  parts: FetcherParts,
  ctx: GatewayContext,
  { tenant, number, jobId }: Payload<typeof datajudFetcher, 'refresh'>,
): Promise<void> {
  const alias = aliasOf(ctx);
  const failure = await whyNot(parts, ctx, alias, { tenant, number });
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
    await countUrgent(parts, client, tenant, 1);
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
  parts: FetcherParts,
  ctx: GatewayContext,
  alias: string,
  { tenant, number }: { tenant: string; number: string },
): Promise<string | undefined> {
  if (ctx.state.waiting.length >= MAX_WAITING)
    return 'Há consultas demais na fila deste tribunal; tente novamente em alguns minutos.';
  const { rowCount } = await ctx.platform.query({
    name: 'refresh-watched',
    text: 'select 1 from court.watchers where alias = $1 and number = $2 and tenant_id = $3',
    values: [alias, number, tenant],
  });
  if (!rowCount) return 'O processo não está sendo acompanhado neste tribunal.';
  if ((await urgentLeft(parts, ctx, tenant)) >= 1) return undefined;
  return 'O escritório já usou a sua parte das consultas imediatas de hoje; o processo segue na fila normal de consultas.';
}
