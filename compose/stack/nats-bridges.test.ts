import { afterAll, beforeAll, expect, test } from 'bun:test';
import { AckPolicy, connect, type NatsConnection } from 'nats';
import { CHANNEL_NAMES, type ChannelName } from '../../actors/contracts/channel/declared.ts';
import { credentials } from '../../actors/runtime/nats/connection.ts';
import { ensureStreams } from '../../actors/runtime/nats/streams.ts';
import { acquireNats, type TestNats } from '../test-kit/nats.ts';
import { bridgeRole, inboxPrefix, type NatsRole } from './nats-permissions.ts';

let nats: TestNats;
const open: NatsConnection[] = [];
async function as(role: NatsRole): Promise<NatsConnection> {
  const nc = await connect({ ...credentials(nats.urls[role]), inboxPrefix: inboxPrefix(role) });
  open.push(nc);
  return nc;
}
beforeAll(async () => {
  nats = await acquireNats();
  await ensureStreams(await (await as('worker')).jetstreamManager(), 1);
});
afterAll(async () => {
  await Promise.all(open.map((nc) => nc.close()));
  await nats.release();
});

const others = (channel: ChannelName) => CHANNEL_NAMES.find((name) => name !== channel) as ChannelName;

test.each([...CHANNEL_NAMES])('the adapter of %s reaches what is its own', async (channel) => {
  const nc = await as(bridgeRole(channel));
  const js = nc.jetstream();
  await js.publish(`lux.in.${channel}.con_1.message`, '{}');
  await js.publish(`lux.bridges.${channel}.sent.x`, '{}');
  const jsm = await nc.jetstreamManager({ checkAPI: false });
  await jsm.consumers.add('OUTBOUND', {
    durable_name: bridgeRole(channel),
    filter_subject: `lux.out.${channel}.>`,
    ack_policy: AckPolicy.Explicit,
  });
  const read = await nc.request(`$JS.API.DIRECT.GET.BRIDGES.lux.bridges.${channel}.sent.x`);
  expect(read.string()).toBe('{}');
});

test.each([...CHANNEL_NAMES])('the adapter of %s is refused everything else', async (channel) => {
  const other = others(channel);
  const nc = await as(bridgeRole(channel));
  const refused = [
    `lux.in.${other}.con_1.message`,
    `lux.bridges.${other}.sent.x`,
    `lux.out.${channel}.ten_a`,
    `lux.channels.${channel}.con_1`,
    'lux.jobs.notifier.0.ten_a',
    'lux.events.ten_a.movement.detected',
    `$JS.API.DIRECT.GET.BRIDGES.lux.bridges.${other}.sent.x`,
    '$JS.API.STREAM.MSG.GET.OUTBOUND',
    `$JS.API.CONSUMER.MSG.NEXT.OUTBOUND.${bridgeRole(other)}`,
    `$JS.API.CONSUMER.CREATE.OUTBOUND.${bridgeRole(channel)}.lux.out.${other}.>`,
    `$JS.API.CONSUMER.CREATE.OUTBOUND.${bridgeRole(channel)}.lux.out.>`,
    `$JS.API.CONSUMER.CREATE.OUTBOUND.${bridgeRole(channel)}`,
    `$JS.API.CONSUMER.DURABLE.CREATE.OUTBOUND.x`,
    '$JS.API.CONSUMER.CREATE.EVENTS.x',
    `$JS.API.CONSUMER.CREATE.CHANNELS.x.lux.channels.${other}.*`,
    '$JS.API.CONSUMER.CREATE.CHANNELS.x.lux.channels.>',
    `$JS.ACK.OUTBOUND.${bridgeRole(other)}.1.1.1.1.0`,
    '$JS.API.STREAM.DELETE.OUTBOUND',
    '$JS.API.STREAM.PURGE.BRIDGES',
  ];
  const answers: string[] = [];
  const heard = Promise.withResolvers<void>();
  void (async () => {
    for await (const { type, data, permissionContext } of nc.status()) {
      if (type !== 'error') continue;
      answers.push((permissionContext as { subject?: string } | undefined)?.subject ?? String(data));
      if (answers.length === refused.length) heard.resolve();
    }
  })();
  for (const subject of refused) nc.publish(subject, '{}');
  await nc.flush();
  await Promise.race([heard.promise, Bun.sleep(10_000)]);
  expect(answers.sort()).toEqual(refused.sort());
});
