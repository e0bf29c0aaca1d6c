import type { Payload } from '../../contracts/contract.ts';
import type { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import { readKnown } from '../document/known.ts';
import { countUrgent, urgentLeft } from '../gateway/urgent-share.ts';
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
  const first = urgent && (await urgentLeft(parts, ctx, tenant)) >= numbers.length;
  const { documents, absent } = await readKnown(ctx.platform, alias, numbers);
  ctx.writePlatform(async (client) => {
    if (first) await countUrgent(parts, client, tenant, numbers.length);
    await client.query({
      name: 'watch-cases',
      text: WATCH,
      values: [alias, tenant, JSON.stringify(cases), beat, parts.config.maxIntervalSeconds, first],
    });
  });
  const known = documents.map(({ number, grau, contentHash, size }) => ({
    document: { number, grau, contentHash },
    weight: size / BYTES_PER_MOVEMENT,
  }));
  // Absence is told once, when it is found: to those who come later it is told here.
  const source = documents[0] ?? absent[0];
  if (source) {
    const check = { requestId: documents[0]?.requestId ?? ctx.messageId, checkedAt: source.at };
    const told = { tenant, documents: known, absent: absent.map((a) => a.number), jobs: [] };
    sendObserved(ctx, alias, check, [told]);
  }
  if (first) sweepNow(ctx);
  else sweepAt(ctx, new Date());
}

/** Of a stored body, compressed: decides only how many documents one message tells of. */
const BYTES_PER_MOVEMENT = 15;

// Where nobody watched for a while, what is known may be old: asked at once, and its absence would be news again.
const WATCH = `
  with wanted as (
    select distinct on (number) number, "processId" from json_to_recordset($3) as w(number text, "processId" text)
  ), watcher as (
    insert into court.watchers (alias, number, tenant_id, process_id)
    select $1, number, $2, "processId" from wanted
    on conflict (alias, number, tenant_id) do update set process_id = excluded.process_id
    returning number, case when xmax = 0 then 1 else 0 end as added
  )
  insert into court.cases as c (alias, number, watchers, beat, next_check_at, next_full_at, interval_seconds, urgent_since)
  select $1, number, added, $4, now(), now(), $5, case when $6 then now() end from watcher
  on conflict (number, alias) do update set
    watchers = c.watchers + excluded.watchers,
    beat = case when excluded.beat = 'primary' then 'primary' else c.beat end,
    next_check_at = case when c.watchers = 0 then now() else c.next_check_at end,
    last_result = case when c.watchers = 0 and c.last_result = 'absent' then null else c.last_result end,
    urgent_since = case when c.watchers = 0 or c.last_checked_at is null then coalesce(c.urgent_since, excluded.urgent_since)
      else c.urgent_since end`;
