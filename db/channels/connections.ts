import type { ChannelName } from '../../actors/contracts/channels.ts';
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

const COLUMNS = 'c.tenant_id as tenant, c.id, c.channel, c.status, c.settings, c.sealed, c.version';

/** The bound firm's connections that were not removed, newest first. */
export async function listConnections(tx: TenantTx): Promise<StoredConnection[]> {
  const { rows } = await tx.client.query<StoredConnection>({
    name: 'list-connections',
    text: `select ${COLUMNS} from channel_connections c
      where c.tenant_id = $1 and c.status <> 'removed' order by c.created_at desc, c.id desc`,
    values: [tx.tenantId],
  });
  return rows;
}

/** One of the bound firm's connections, removed or not. */
export async function readConnection(tx: TenantTx, id: string): Promise<StoredConnection | undefined> {
  const { rows } = await tx.client.query<StoredConnection>({
    name: 'read-connection',
    text: `select ${COLUMNS} from channel_connections c where c.tenant_id = $1 and c.id = $2`,
    values: [tx.tenantId, id],
  });
  return rows[0];
}

/** The provider has ended it. Answers whether it was active. */
export async function disableConnection(tx: TenantTx, id: string, reason: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'disable-connection',
    text: `update channel_connections set status = 'disabled', reason = $3, updated_at = now(), version = version + 1
      where tenant_id = $1 and id = $2 and status = 'active'`,
    values: [tx.tenantId, id, reason],
  });
  return rowCount === 1;
}

/** Those of all firms, for the adapters. Role lux_runtime. */
export async function allConnections(pool: Pool): Promise<StoredConnection[]> {
  const { rows } = await pool.query<StoredConnection>({
    name: 'all-connections',
    text: 'select tenant_id as tenant, id, channel, status, settings, sealed, version from auth.channel_connections()',
  });
  return rows;
}
