import type { Payload } from '../../contracts/contract.ts';
import type { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import { sendObserved } from '../observed.ts';
import { aliasOf, type GatewayContext } from '../parts.ts';
import { sweepNow } from '../sweep-again.ts';

/** People who wait for one court at once; beyond that they are told to come back. */
const MAX_WAITING = 5_000;

/** A person waits for a number: it goes before everything else. */
export function refresh(
  ctx: GatewayContext,
  { tenant, number, jobId }: Payload<typeof datajudFetcher, 'refresh'>,
): void {
  const alias = aliasOf(ctx);
  if (ctx.state.waiting.length >= MAX_WAITING) {
    const failure = 'Há consultas demais na fila deste tribunal; tente novamente em alguns minutos.';
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
      text: 'update court.cases set urgent_since = coalesce(urgent_since, now()) where alias = $1 and number = $2 and watchers > 0',
      values: [alias, number],
    });
  });
  sweepNow(ctx);
}
