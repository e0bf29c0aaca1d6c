import type { Payload } from '../../contracts/contract.ts';
import type { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import { aliasOf, type GatewayContext } from '../parts.ts';

/** A firm no longer watches numbers; a number that nobody watches is no longer asked about. */
export function unwatch(
  ctx: GatewayContext,
  { tenant, numbers }: Payload<typeof datajudFetcher, 'unwatch'>,
): void {
  const alias = aliasOf(ctx);
  ctx.setState({
    ...ctx.state,
    waiting: ctx.state.waiting.filter((w) => w.tenant !== tenant || !numbers.includes(w.number)),
  });
  ctx.writePlatform(async (client) => {
    await client.query({ name: 'unwatch-cases', text: UNWATCH, values: [alias, tenant, numbers] });
  });
}

const UNWATCH = `
  with gone as (
    delete from court.watchers where alias = $1 and tenant_id = $2 and number = any($3) returning number
  )
  update court.cases c set watchers = greatest(0, watchers - 1),
    urgent_since = case when watchers <= 1 then null else urgent_since end
  from gone where c.alias = $1 and c.number = gone.number`;
