import type { Connection } from './channels.ts';
import { open, type SealBinding, SealError, type SealingKeys, seal } from './sealing.ts';

type Owner = Pick<Connection, 'id' | 'channel' | 'tenant'>;

/** What Connection.sealed is: the secrets as a sealed JSON object, bound to the channel, the firm and the connection. */
export function sealConnectionSecrets(
  keys: SealingKeys,
  owner: Owner,
  secrets: Record<string, string>,
): string {
  return seal(keys, connectionBinding(owner), JSON.stringify(secrets));
}

/** The secrets of a connection. Throws SealError when they are absent, changed, or those of another connection. */
export function openConnectionSecrets(keys: SealingKeys, connection: Connection): Record<string, string> {
  if (connection.sealed === undefined) throw new SealError('malformed', 'The connection carries no secrets.');
  return JSON.parse(open(keys, connectionBinding(connection), connection.sealed)) as Record<string, string>;
}

/** What the secrets of a connection are sealed for. */
export function connectionBinding({ id, channel, tenant }: Owner): SealBinding {
  return ['channel-connection', channel, tenant ?? '', id];
}
