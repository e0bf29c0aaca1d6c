import { join } from 'node:path';
import { AckPolicy, connect, type NatsConnection } from 'nats';
import type { Connection, Outbound, Receipt } from '../actors/contracts/channels.ts';
import { sealConnectionSecrets } from '../actors/contracts/connection-secrets.ts';
import { parseSealingKeys } from '../actors/contracts/sealing.ts';
import { channelSubject, outboundSubject } from '../actors/contracts/subjects.ts';
import { credentials } from '../actors/runtime/nats/connection.ts';
import { ensureStreams } from '../actors/runtime/nats/streams.ts';
import { startTelegram } from '../compose/providers/telegram/server.ts';
import { inboxPrefix } from '../compose/stack/nats-permissions.ts';
import { freePort } from '../compose/stack/ports.ts';
import { underWayFor } from '../workers/bridges/kit/rates.ts';
import type { BenchContext } from './bench.ts';

export const describe =
  'One storm to 10,000 people through the Telegram adapter, killed five times on its way, at ten times the real limit of a bot.';

/** A bot that is granted 300 messages a second instead of 30: five and a half minutes would be too long to wait. */
const PER_SECOND = 300;
const KILLS = 5;
/** Of the adapter at this rate. */
const UNDER_WAY = underWayFor(PER_SECOND);
const SEALING_KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const TENANT = 'ten_storm';

export async function run(context: BenchContext): Promise<void> {
  const people = context.quick ? 1_000 : 10_000;
  const nats = await context.nats();
  const telegram = startTelegram({ limits: { perSecond: PER_SECOND, perChatSecond: 1, perGroupMinute: 20 } });
  context.onEnd(telegram.stop);
  for (let i = 0; i < people; i++) telegram.chats.chat(100_000 + i).started = true;
  const nc = await connect({ ...credentials(nats.urls.worker), inboxPrefix: inboxPrefix('worker') });
  context.onEnd(() => nc.close());
  await ensureStreams(await nc.jetstreamManager(), 1);
  const receipts = await countReceipts(nc);
  await tellConnection(nc, telegram.token);
  await sendStorm(nc, people);
  context.say(`${people} messages wait`);

  const startedAt = performance.now();
  const port = await freePort();
  const launch = () =>
    Bun.spawn(['bun', join(import.meta.dir, '../workers/channel.ts'), 'telegram'], {
      env: {
        ...process.env,
        SEALING_KEYS,
        LOG_LEVEL: 'error',
        NATS_TELEGRAM_URL: nats.urls['bridge-telegram'],
        TELEGRAM_API_URL: telegram.url,
        TELEGRAM_PORT: String(port),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  let adapter = launch();
  context.onEnd(() => adapter.kill('SIGKILL'));
  for (let kill = 1; kill <= KILLS; kill++) {
    await until(() => telegram.sent.length >= (people / (KILLS + 1)) * kill);
    adapter.kill('SIGKILL');
    await adapter.exited;
    adapter = launch();
  }
  const reached = () => new Set(telegram.sent.map(({ chat }) => chat)).size;
  await until(() => telegram.sent.length >= people && reached() === people && receipts.size === people);
  const seconds = (performance.now() - startedAt) / 1_000;

  const doubled = telegram.sent.length - people;
  const figure = (name: string, value: number, unit: string, target?: string) =>
    context.figure({ name: `notify.storm${name}`, value, unit, ...(target ? { target } : {}) });
  figure('', people / seconds, 'messages/s');
  figure('/seconds', seconds, 's');
  figure('/refused_for_a_limit', telegram.meter.breaches, 'messages', '= 0');
  figure('/bans', telegram.meter.bans, 'bans', '= 0');
  figure('/lost', people - reached(), 'messages', '= 0');
  // What was under way at a kill: nobody can ask Telegram whether it has a message.
  figure('/doubled', doubled, `messages after ${KILLS} kills`, `<= ${KILLS * UNDER_WAY}`);
}

/** The ids of all that was told to be sent. */
async function countReceipts(nc: NatsConnection): Promise<Set<string>> {
  const ids = new Set<string>();
  const jsm = await nc.jetstreamManager();
  await jsm.consumers.add('INBOUND', { durable_name: 'storm', ack_policy: AckPolicy.Explicit });
  const messages = await (await nc.jetstream().consumers.get('INBOUND', 'storm')).consume();
  void (async () => {
    for await (const message of messages) {
      if (message.subject.endsWith('.receipt')) {
        const { id, state } = message.json<Receipt>();
        if (id && state === 'sent') ids.add(id);
      }
      message.ack();
    }
  })();
  return ids;
}

async function tellConnection(nc: NatsConnection, token: string): Promise<void> {
  const head = { id: 'con_storm', channel: 'telegram' as const, tenant: TENANT };
  const sealed = sealConnectionSecrets(parseSealingKeys(SEALING_KEYS), head, { token });
  const settings = { messagesPerSecond: String(PER_SECOND) };
  const connection: Connection = { ...head, version: 1, status: 'active', settings, sealed };
  await nc.jetstream().publish(channelSubject('telegram', head.id), JSON.stringify(connection));
}

async function sendStorm(nc: NatsConnection, people: number): Promise<void> {
  const js = nc.jetstream();
  const BATCH = 500;
  for (let from = 0; from < people; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, people - from) }, (_, i) => {
      const id = `ntf_${from + i}`;
      const outbound: Outbound = {
        id,
        tenant: TENANT,
        connection: 'con_storm',
        address: { to: String(100_000 + from + i) },
        content: {
          title: '500 andamentos no TJSP',
          paragraphs: [{ text: 'Veja a lista completa no painel.' }],
          facts: [],
          buttons: [],
          footer: ['Este aviso não substitui a intimação oficial.'],
        },
      };
      return js.publish(outboundSubject('telegram', TENANT), JSON.stringify(outbound), { msgID: id });
    });
    await Promise.all(batch);
  }
}

async function until(done: () => boolean): Promise<void> {
  const givesUpAt = performance.now() + 300_000;
  while (!done()) {
    if (performance.now() > givesUpAt) throw new Error('messages are missing');
    await Bun.sleep(20);
  }
}
