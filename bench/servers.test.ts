import { afterAll, expect, test } from 'bun:test';
import { AckPolicy, connect } from 'nats';
import { credentials } from '../actors/runtime/nats/connection.ts';
import { ensureStreams } from '../actors/runtime/nats/streams.ts';
import { createServers } from './servers.ts';

const ends: (() => unknown)[] = [];
const onEnd = (close: () => unknown) => void ends.push(close);
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

test('what a measurement leaves at its broker is not in the way of the next one', async () => {
  const servers = createServers();
  onEnd(servers.stop);
  const [first, second] = [servers.broker(onEnd), servers.broker(onEnd)];
  for (const [nats, durable] of [
    [first, 'platform'],
    [second, 'storm'],
  ] as const) {
    const nc = await connect(credentials((await nats()).urls.operator));
    onEnd(() => nc.close());
    const jsm = await nc.jetstreamManager();
    await ensureStreams(jsm, 1);
    // A work queue takes one consumer of everything.
    await jsm.consumers.add('INBOUND', { durable_name: durable, ack_policy: AckPolicy.Explicit });
  }
  expect(await first()).toBe(await first());
  expect((await first()).pid).not.toBe((await second()).pid);
});
