import { connect, type NatsConnection } from 'nats';
import { credentials } from './connection.ts';

export type OpsAnswer = { ok: true; answer: unknown } | { ok: false; code: string; error: string };

/** Asks something of the platform as an operator: `lux.ops.<kind>.<verb>`. Connects for this one request. */
export async function requestOps(
  url: string,
  subject: string,
  body: string,
  timeoutMs: number,
): Promise<OpsAnswer> {
  const nc: NatsConnection = await connect({
    ...credentials(url),
    name: 'lux-ops',
    inboxPrefix: '_INBOX_operator',
    timeout: timeoutMs,
  });
  try {
    const msg = await nc.request(subject, body, { timeout: timeoutMs });
    const code = msg.headers?.get('Nats-Service-Error-Code');
    if (code) return { ok: false, code, error: msg.headers?.get('Nats-Service-Error') ?? '' };
    return { ok: true, answer: msg.json() };
  } catch (error) {
    if ((error as { code?: string }).code !== '503') throw error;
    return { ok: false, code: '503', error: `nobody answers ${subject}: is a worker of that kind running?` };
  } finally {
    await nc.close();
  }
}
