import type { ChannelName } from '../../actors/contracts/channel/declared.ts';
import type { Pool, PoolClient } from '../pool.ts';
import type { TenantTx } from '../tenant.ts';

/** What people find the platform's own bot of a channel by; undefined when there is none, or it has not said so yet. */
export async function readPlatformBot(tx: TenantTx, channel: ChannelName): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ username: string }>({
    name: 'platform-bot',
    text: 'select username from rt.platform_bots where channel = $1 order by version desc limit 1',
    values: [channel],
  });
  return rows[0]?.username;
}

/** Keeps what a provider calls a bot of the platform; of two starts the later one's word holds. Role lux_runtime. */
export async function namePlatformBot(
  tx: TenantTx,
  bot: { connectionId: string; channel: string; username: string; version: number },
): Promise<void> {
  await tx.client.query({
    name: 'name-platform-bot',
    text: `insert into rt.platform_bots as b (connection_id, channel, username, version) values ($1, $2, $3, $4)
      on conflict (connection_id) do update set username = excluded.username, version = excluded.version, updated_at = now()
      where b.version <= excluded.version`,
    values: [bot.connectionId, bot.channel, bot.username, bot.version],
  });
}

/** A bot that the environment gives no more, or whose token is dead, has no name. Role lux_runtime. */
export async function forgetPlatformBot(
  client: Pool | PoolClient,
  connectionId: string,
  version: number,
): Promise<void> {
  await client.query({
    name: 'forget-platform-bot',
    text: 'delete from rt.platform_bots where connection_id = $1 and version <= $2',
    values: [connectionId, version],
  });
}
