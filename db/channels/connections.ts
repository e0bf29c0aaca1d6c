import type { ChannelName } from '../../actors/contracts/channel/declared.ts';
import type { Pool } from '../pool.ts';
import type { TenantTx } from '../tenant.ts';

export type ConnectionStatus = 'active' | 'paused' | 'disabled' | 'removed';

/** What an adapter is told of a connection; `sealed` holds its secrets. */
export interface StoredConnection {
  tenant: string;
  id: string;
  channel: ChannelName;
  status: ConnectionStatus;
  settings: Record<string, string>;
  sealed: string | null;
  version: number;
}

/** With what its provider calls it. */
export interface NamedConnection extends StoredConnection {
  botName: string | null;
}

const COLUMNS = `c.tenant_id as tenant, c.id, c.channel, c.status, c.settings, c.sealed, c.version, c.bot_name as "botName"`;

/** The bound firm's connections that were not removed, newest first. */
export async function listConnections(tx: TenantTx): Promise<NamedConnection[]> {
  const { rows } = await tx.client.query<NamedConnection>({
    name: 'list-connections',
    text: `select ${COLUMNS} from channel_connections c
      where c.tenant_id = $1 and c.status <> 'removed' order by c.created_at desc, c.id desc`,
    values: [tx.tenantId],
  });
  return rows;
}

/** One of the bound firm's connections, removed or not. */
export async function readConnection(tx: TenantTx, id: string): Promise<NamedConnection | undefined> {
  const { rows } = await tx.client.query<NamedConnection>({
    name: 'read-connection',
    text: `select ${COLUMNS} from channel_connections c where c.tenant_id = $1 and c.id = $2`,
    values: [tx.tenantId, id],
  });
  return rows[0];
}

/** The version in which one of the bound firm's connections got the secrets that it has; undefined when it is none of its own. */
export async function secretsSince(tx: TenantTx, id: string): Promise<number | undefined> {
  const { rows } = await tx.client.query<{ version: number }>({
    name: 'secrets-since',
    text: 'select secrets_version as version from channel_connections where tenant_id = $1 and id = $2',
    values: [tx.tenantId, id],
  });
  return rows[0]?.version;
}

/**
 * The provider has ended it. Answers whether it was active.
 * @param heard the channel and version that it was said of: nothing changes when the secrets are others by now
 */
export async function disableConnection(
  tx: TenantTx,
  id: string,
  reason: string,
  heard?: { channel: string; version: number },
): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'disable-connection',
    text: `update channel_connections set status = 'disabled', reason = $3, updated_at = now(), version = version + 1
      where tenant_id = $1 and id = $2 and status = 'active' and ($4::text is null or channel = $4) and ($5::int is null or secrets_version <= $5)`,
    values: [tx.tenantId, id, reason, heard?.channel ?? null, heard?.version ?? null],
  });
  return rowCount === 1;
}

/** What the provider calls the bot of secrets that are still the connection's. */
export async function nameBot(
  tx: TenantTx,
  { id, channel, version, username }: { id: string; channel: string; version: number; username: string },
): Promise<void> {
  await tx.client.query({
    name: 'name-bot',
    text: `update channel_connections set bot_name = $5 where tenant_id = $1 and id = $2 and channel = $3 and secrets_version <= $4`,
    values: [tx.tenantId, id, channel, version, username],
  });
}

/** Those of all firms, for the adapters. Role lux_runtime. */
export async function allConnections(pool: Pool): Promise<StoredConnection[]> {
  const { rows } = await pool.query<StoredConnection>({
    name: 'all-connections',
    text: 'select tenant_id as tenant, id, channel, status, settings, sealed, version from auth.channel_connections()',
  });
  return rows;
}
