import type { Payload } from '../../contracts/contract.ts';
import type { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import { sendObserved } from '../observed.ts';
import { aliasOf, type FetcherParts, type GatewayContext } from '../parts.ts';
import { sweepAt, sweepNow } from '../sweep-again.ts';

/** A firm begins to watch numbers. What is already known of them, because somebody else watches too, is told at once. */
export async function watch(
  parts: FetcherParts,
  ctx: GatewayContext,
  { tenant, cases, beat, urgent }: Payload<typeof datajudFetcher, 'watch'>,
): Promise<void> {
  const alias = aliasOf(ctx);
  const numbers = cases.map((c) => c.number);
  const { rows: known } = await ctx.platform.query({
    name: 'watch-known',
    text: KNOWN,
    values: [alias, numbers],
  });
  ctx.writePlatform(async (client) => {
    await client.query({
      name: 'watch-cases',
      text: WATCH,
      values: [alias, tenant, JSON.stringify(cases), beat, parts.config.maxIntervalSeconds, urgent],
    });
  });
  if (known.length > 0) {
    sendObserved(ctx, alias, { requestId: known[0].request_id, checkedAt: known[0].fetched_at }, [
      {
        tenant,
        documents: known.map((d) => ({ number: d.number, grau: d.grau, contentHash: d.content_hash })),
        absent: [],
        jobs: [],
      },
    ]);
  }
  if (urgent) sweepNow(ctx);
  else sweepAt(ctx, new Date());
}

const KNOWN = `
  select number, grau, content_hash, request_id, fetched_at from court.documents
  where alias = $1 and number = any($2) order by number, grau`;

const WATCH = `
  with wanted as (
    select * from json_to_recordset($3) as w(number text, "processId" text)
  ), watcher as (
    insert into court.watchers (alias, number, tenant_id, process_id)
    select $1, number, $2, "processId" from wanted
    on conflict (alias, number, tenant_id) do update set process_id = excluded.process_id
    returning number, (xmax = 0) as added
  )
  insert into court.cases (alias, number, watchers, beat, next_check_at, next_full_at, interval_seconds, urgent_since)
  select $1, number, 1, $4, now(), now(), $5, case when $6 then now() end from watcher
  on conflict (alias, number) do update set
    watchers = cases.watchers + case when (select added from watcher w where w.number = excluded.number) then 1 else 0 end,
    beat = case when excluded.beat = 'primary' then 'primary' else cases.beat end,
    -- Nobody watched it for a while: what is known may be old.
    next_check_at = case when cases.watchers = 0 then now() else cases.next_check_at end,
    urgent_since = case when cases.watchers = 0 then coalesce(cases.urgent_since, excluded.urgent_since) else cases.urgent_since end`;
