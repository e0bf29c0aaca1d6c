import type { StoredConnection } from '../../../../db/channels/connections.ts';
import type { Connection } from '../../../contracts/channels.ts';

const STATUS = { active: 'active', paused: 'paused', disabled: 'paused', removed: 'removed' } as const;

/** A firm's connection as its adapter is told of it. */
export function connectionOf(stored: StoredConnection): Connection {
  const { id, channel, tenant, version, settings, sealed } = stored;
  const status = STATUS[stored.status];
  const secret = sealed === null || status === 'removed' ? {} : { sealed };
  return { id, channel, tenant, version, status, settings, ...secret };
}
