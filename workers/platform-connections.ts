import type { ChannelName } from '../actors/contracts/channel/declared.ts';
import type { Connection } from '../actors/contracts/channels.ts';
import { sealConnectionSecrets } from '../actors/contracts/connection-secrets.ts';
import type { SealingKeys } from '../actors/contracts/sealing.ts';
import type { WorkerEnvironment } from './environment.ts';

type Variables = Pick<WorkerEnvironment, 'TELEGRAM_BOT_TOKEN' | 'SMTP_URL' | 'SMTP_FROM'>;

/**
 * The connections for all firms that the environment gives: `platform-telegram` and `platform-email`. One that it does not give
 * is told as removed: it may have been given before.
 * @param version of this start; of two starts the later one's must be higher
 */
export function platformConnections(env: Variables, keys: SealingKeys, version: number): Connection[] {
  return [
    connection(
      'telegram',
      env.TELEGRAM_BOT_TOKEN ? { settings: {}, secrets: { token: env.TELEGRAM_BOT_TOKEN } } : undefined,
    ),
    connection('email', env.SMTP_URL ? mailServer(env.SMTP_URL, env.SMTP_FROM) : undefined),
  ];

  function connection(
    channel: ChannelName,
    given: { settings: Record<string, string>; secrets: Record<string, string> } | undefined,
  ): Connection {
    const head = { id: `platform-${channel}`, channel, version };
    if (!given) return { ...head, status: 'removed', settings: {} };
    const sealed = sealConnectionSecrets(keys, head, given.secrets);
    return { ...head, status: 'active', settings: given.settings, sealed };
  }
}

function mailServer(url: string, from: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const tls = protocol === 'smtps:';
  const settings: Record<string, string> = {
    host: hostname,
    port: port || (tls ? '465' : '587'),
    from,
  };
  // Of smtp:// nothing is said: STARTTLS, but for a relay on this machine, which has no certificate.
  if (tls) settings.security = 'tls';
  if (username) settings.user = decodeURIComponent(username);
  return { settings, secrets: { password: decodeURIComponent(password) } };
}
