import type { ChannelName } from '../../actors/contracts/channel/declared.ts';
import { newId } from '../../actors/contracts/ids.ts';
import type { TenantTx } from '../tenant.ts';
import type { ConnectionStatus } from './connections.ts';

/** A firm's connection as the firm sees it. */
export interface OwnConnection {
  id: string;
  channel: ChannelName;
  name: string;
  status: ConnectionStatus;
  reason: string | null;
  settings: Record<string, string>;
  botName: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

const COLUMNS = `id, channel, name, status, reason, settings, bot_name as "botName", created_at as "createdAt", updated_at as "updatedAt", version`;

/** `sealOf` seals the secrets for the id that the connection gets. */
export async function createConnection(
  tx: TenantTx,
  wanted: { channel: ChannelName; name: string; settings: Record<string, string> },
  sealOf: (id: string) => string,
): Promise<OwnConnection> {
  const id = newId('connection');
  const { rows } = await tx.client.query<OwnConnection>({
    name: 'create-connection',
    text: `insert into channel_connections (tenant_id, id, channel, name, settings, sealed) values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
    values: [tx.tenantId, id, wanted.channel, wanted.name, JSON.stringify(wanted.settings), sealOf(id)],
  });
  const [made] = rows;
  if (!made) throw new Error('the connection was not made');
  return made;
}

/** Newest first, those that were removed left out. A firm has a handful. */
export async function listOwnConnections(tx: TenantTx): Promise<OwnConnection[]> {
  const { rows } = await tx.client.query<OwnConnection>({
    name: 'list-own-connections',
    text: `select ${COLUMNS} from channel_connections where tenant_id = $1 and status <> 'removed' order by created_at desc, id desc`,
    values: [tx.tenantId],
  });
  return rows;
}

export async function readOwnConnection(tx: TenantTx, id: string): Promise<OwnConnection | undefined> {
  const { rows } = await tx.client.query<OwnConnection>({
    name: 'read-own-connection',
    text: `select ${COLUMNS} from channel_connections where tenant_id = $1 and id = $2 and status <> 'removed'`,
    values: [tx.tenantId, id],
  });
  return rows[0];
}

export interface ConnectionChanges {
  name?: string;
  status?: 'active' | 'paused';
  settings?: Record<string, string>;
  sealed?: string;
}

/** New secrets, or being set active, bring a disabled one back. Undefined when it has changed since, or is gone. */
export async function changeConnection(
  tx: TenantTx,
  id: string,
  { name, status, settings, sealed }: ConnectionChanges,
  expectedVersion: number | undefined,
): Promise<OwnConnection | undefined> {
  const next = status ?? (sealed === undefined ? null : 'active');
  const { rows } = await tx.client.query<OwnConnection>({
    name: 'change-connection',
    text: `update channel_connections set name = coalesce($3, name), settings = coalesce($4, settings), sealed = coalesce($5::text, sealed),
        status = coalesce($6::text, status), reason = case when $6::text is null then reason end, updated_at = now(), version = version + 1,
        bot_name = case when $5::text is null then bot_name end,
        secrets_version = case when $5::text is null and $6::text is distinct from 'active' then secrets_version else version + 1 end
      where tenant_id = $1 and id = $2 and status <> 'removed' and ($7::int is null or version = $7) returning ${COLUMNS}`,
    values: [
      tx.tenantId,
      id,
      name ?? null,
      settings === undefined ? null : JSON.stringify(settings),
      sealed ?? null,
      next,
      expectedVersion ?? null,
    ],
  });
  return rows[0];
}

/** Its secrets are forgotten. Answers whether it was there. */
export async function removeConnection(tx: TenantTx, id: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'remove-connection',
    text: `update channel_connections set status = 'removed', sealed = null, updated_at = now(), version = version + 1
      where tenant_id = $1 and id = $2 and status <> 'removed'`,
    values: [tx.tenantId, id],
  });
  return rowCount === 1;
}
