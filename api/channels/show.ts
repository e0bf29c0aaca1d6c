import type { OwnConnection } from '../../db/channels/change-connection.ts';
import type { Connection } from './schemas.ts';

/** A connection as the API shows it: without its secrets. */
export function showConnection(row: OwnConnection): Connection {
  const { id, channel, name, reason, settings, botName } = row;
  return {
    id,
    channel,
    name,
    status: row.status as Connection['status'],
    reason,
    settings,
    botName,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
