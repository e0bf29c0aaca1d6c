import { join } from 'node:path';
import pino from 'pino';
import { sealConnectionSecrets } from '../actors/contracts/connection-secrets.ts';
import type { EventData } from '../actors/contracts/events.ts';
import { newId } from '../actors/contracts/ids.ts';
import { notifier } from '../actors/contracts/notifier.ts';
import { parseSealingKeys } from '../actors/contracts/sealing.ts';
import { message } from '../actors/runtime/message.ts';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { createOutbox } from '../actors/runtime/outbox.ts';
import { startTelegram } from '../compose/providers/telegram/server.ts';
import { freePort } from '../compose/stack/ports.ts';
import { appendEvents, newEvent } from '../db/events/append.ts';
import { createPool } from '../db/pool.ts';
import { withTenant } from '../db/tenant.ts';
import type { BenchContext } from './bench.ts';
import { addBot, addPeople, ask, handNotices, until } from './notify-chats.ts';
import { notifyFirms } from './notify-firms.ts';
import { percentile } from './runtime-parts.ts';

export const describe =
  'From a command that a person writes at Telegram to its answer there, through the adapter, NATS, the notifier and back, of 60 people of one firm at the real limits of a bot: 20/s, then 10/s while a thousand notices of the firm wait for the bot, then 10/s while a movement is told to 2,000 people of the firm.';

const RATE = 20;
/** Each writes every three seconds: a chat takes one message a second. */
const ASKING = { from: 100_000, people: 60 };
const NOTICED = 200_000;
const TOLD = 300_000;

export async function run(context: BenchContext): Promise<void> {
  const { environment, servers } = await notifyFirms(context);
  const { urls, nats } = servers;
  const telegram = startTelegram();
  context.onEnd(telegram.stop);
  const pool = createPool({ url: urls.app, name: 'bench', max: 4, onError: console.error });
  const log = pino({ level: 'error' }, process.stderr);
  const broker = openBroker({ url: nats.urls.api, name: 'bench', inboxPrefix: '_INBOX_api', log });
  await new Promise<void>((resolve) => broker.onConnected(resolve));
  context.onEnd(() => Promise.all([broker.close(), pool.end()]));
  const outbox = createOutbox({ pool, road: createRoad(broker), maxWaiting: 100_000 });

  const [tenant, connection] = [newId('tenant'), newId('connection')];
  const keys = parseSealingKeys(environment.SEALING_KEYS);
  const owner = { id: connection, channel: 'telegram' as const, tenant };
  const sealed = sealConnectionSecrets(keys, owner, { token: telegram.token });
  const processId = await withTenant(pool, tenant, async (tx) => {
    const first = await addBot(tx, { connection, sealed, cases: 100 });
    await addPeople(tx, { connection, from: ASKING.from, count: ASKING.people, told: false });
    return first;
  });
  start(context, ['notifier.ts'], environment);
  start(context, ['channel.ts', 'telegram'], {
    ...environment,
    NATS_TELEGRAM_URL: nats.urls['bridge-telegram'],
    TELEGRAM_API_URL: telegram.url,
    TELEGRAM_PORT: String(await freePort()),
  });
  // The adapter has heard of the bot, and the first answer says that the whole way is open.
  telegram.chats.write(ASKING.from, '/ajuda');
  await until(() => telegram.sent.length > 0);

  const seconds = context.quick ? 3 : 20;
  const figure = (name: string, latencies: readonly number[]) => {
    const p50 = { name: `notify.commands${name}/p50`, value: percentile(latencies, 0.5), unit: 'ms' };
    context.figure(p50);
    const p99 = { name: `notify.commands${name}`, value: percentile(latencies, 0.99), unit: 'ms' };
    context.figure({ ...p99, target: '< 2000' });
  };
  const toldIn = (from: number, count: number) =>
    telegram.sent.filter(({ chat }) => chat >= from && chat < from + count).length;
  await ask(telegram, { ...ASKING, rate: RATE, seconds: 3 });
  figure('', await ask(telegram, { ...ASKING, rate: RATE, seconds }));

  const waiting = context.quick ? 400 : 1_000;
  for (let i = 0; i < waiting; i++) telegram.chats.chat(NOTICED + i).started = true;
  await handNotices(context, nats.urls.worker, { tenant, connection, from: NOTICED, count: waiting });
  await until(() => toldIn(NOTICED, waiting) > 0);
  figure('/behind_notices', await ask(telegram, { ...ASKING, rate: RATE / 2, seconds }));
  context.say(`${waiting - toldIn(NOTICED, waiting)} of ${waiting} notices still waited at the end of that`);
  await until(() => toldIn(NOTICED, waiting) >= waiting);

  const people = context.quick ? 400 : 2_000;
  for (let i = 0; i < people; i++) telegram.chats.chat(TOLD + i).started = true;
  await withTenant(pool, tenant, (tx) =>
    addPeople(tx, { connection, from: TOLD, count: people, told: true }),
  );
  const event = movement(processId);
  await outbox.withTenant(tenant, async (tx, send) => {
    await appendEvents(tx, [event]);
    send(message(notifier, 'notify', { tenant }, { eventIds: [event.id] }));
  });
  figure('/behind_a_storm', await ask(telegram, { ...ASKING, rate: RATE / 2, seconds }));
  context.say(
    `${people - toldIn(TOLD, people)} of ${people} people were still to be told at the end of that`,
  );
  const { breaches } = telegram.meter;
  context.figure({
    name: 'notify.commands/refused_for_a_limit',
    value: breaches,
    unit: 'messages',
    target: '= 0',
  });
}

function movement(processId: string) {
  const data = {
    process: { id: processId, number: '0'.repeat(20), label: null },
    movement: {
      id: newId('movement'),
      tribunal: 'TJSP',
      importance: 'critical',
      code: 1,
      description: 'Sentença',
      occurredAt: new Date().toISOString(),
    },
  } as unknown as EventData['movement.detected'];
  const place = { aggregate: 'process' as const, aggregateId: processId, version: 1, data };
  return newEvent('movement.detected', place);
}

/** A worker as it is run in production, in a process of its own. */
function start(
  context: BenchContext,
  [file = '', ...argv]: string[],
  environment: Record<string, string>,
): void {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, '../workers', file), ...argv], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  context.onEnd(async () => {
    child.kill('SIGTERM');
    await child.exited;
  });
}
