import { AckPolicy, connect, type NatsConnection } from 'nats';
import type { ChannelName } from '../../../actors/contracts/channel/declared.ts';
import type { Connection, Inbound, Outbound, Receipt, Standing } from '../../../actors/contracts/channels.ts';
import { sealConnectionSecrets } from '../../../actors/contracts/connection-secrets.ts';
import { parseSealingKeys } from '../../../actors/contracts/sealing.ts';
import { channelSubject, outboundSubject } from '../../../actors/contracts/subjects.ts';
import { credentials } from '../../../actors/runtime/nats/connection.ts';
import { ensureStreams } from '../../../actors/runtime/nats/streams.ts';
import { inboxPrefix } from '../../../compose/stack/nats-permissions.ts';
import type { TestNats } from '../../../compose/test-kit/nats.ts';

export const KEYS_TEXT = `k1:${Buffer.alloc(32, 9).toString('base64')}`;
export const KEYS = parseSealingKeys(KEYS_TEXT);

/** The platform's side of the contract, on a real broker, with the platform's own user. */
export interface Platform {
  nc: NatsConnection;
  tell(connection: Partial<Connection> & { id: string }, secrets?: Record<string, string>): Promise<void>;
  send(outbound: Partial<Outbound> & { id: string }): Promise<void>;
  sendRaw(tenant: string, body: string): Promise<void>;
  /** All that came in so far, once for each message of the stream. */
  receipts: { connection: string; receipt: Receipt }[];
  messages: { connection: string; message: Inbound }[];
  standings: { connection: string; standing: Standing }[];
  hellos: number;
  close(): Promise<void>;
}

export async function startPlatform(nats: TestNats, channel: ChannelName): Promise<Platform> {
  await forgetAll(nats);
  const nc = await connect({
    ...credentials(nats.urls.worker),
    inboxPrefix: inboxPrefix('worker'),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
  });
  const jsm = await nc.jetstreamManager();
  await ensureStreams(jsm, 1);
  const js = nc.jetstream();
  await jsm.consumers.add('INBOUND', {
    durable_name: 'platform',
    filter_subject: 'lux.in.>',
    ack_policy: AckPolicy.Explicit,
  });
  const platform: Platform = {
    nc,
    receipts: [],
    messages: [],
    standings: [],
    hellos: 0,
    async tell(connection, secrets) {
      const whole: Connection = {
        channel,
        tenant: 'ten_a',
        version: 1,
        status: 'active',
        settings: {},
        ...connection,
      };
      if (secrets) whole.sealed = sealConnectionSecrets(KEYS, whole, secrets);
      await js.publish(channelSubject(channel, whole.id), JSON.stringify(whole));
    },
    async send(outbound) {
      const tenant = outbound.tenant ?? 'ten_a';
      const whole = { tenant, connection: 'con_1', address: { to: '1001' }, content: content(), ...outbound };
      await js.publish(outboundSubject(channel, tenant), JSON.stringify(whole));
    },
    async sendRaw(tenant, body) {
      await js.publish(outboundSubject(channel, tenant), body);
    },
    async close() {
      incoming.stop();
      await nc.close();
    },
  };
  const incoming = await (await js.consumers.get('INBOUND', 'platform')).consume();
  void (async () => {
    for await (const message of incoming) {
      const [, , , connection = '', what] = message.subject.split('.');
      if (what === 'receipt') platform.receipts.push({ connection, receipt: message.json() });
      else if (what === 'message') platform.messages.push({ connection, message: message.json() });
      else if (what === 'standing') platform.standings.push({ connection, standing: message.json() });
      else platform.hellos++;
      message.ack();
    }
  })().catch(() => {});
  return platform;
}

export function content(over: Partial<Outbound['content']> = {}): Outbound['content'] {
  return { title: 'Novo andamento', paragraphs: [], facts: [], buttons: [], footer: [], ...over };
}

/** What another test left in the streams. */
async function forgetAll(nats: TestNats): Promise<void> {
  const nc = await connect({ ...credentials(nats.urls.operator), inboxPrefix: inboxPrefix('operator') });
  const jsm = await nc.jetstreamManager();
  for await (const name of jsm.streams.names()) await jsm.streams.delete(name);
  await nc.close();
}
