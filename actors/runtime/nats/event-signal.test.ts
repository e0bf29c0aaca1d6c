import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connect } from 'nats';
import pino from 'pino';
import { inboxPrefix } from '../../../compose/stack/nats-permissions.ts';
import { acquireNats, type TestNats } from '../../../compose/test-kit/nats.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { eventSubject } from '../../contracts/subjects.ts';
import { type Broker, openBroker } from './connection.ts';
import { createEventSignal } from './event-signal.ts';

let nats: TestNats;
let broker: Broker;
beforeAll(async () => {
  nats = await acquireNats();
  const log = pino({ level: 'silent' });
  broker = openBroker({ url: nats.urls.api, name: 'test', inboxPrefix: inboxPrefix('api'), log });
});
afterAll(async () => {
  await broker.close();
  await nats.release();
});

async function publish(tenant: string): Promise<void> {
  const { username, password, host } = new URL(nats.urls.worker);
  const worker = await connect({
    servers: host,
    user: username,
    pass: password,
    inboxPrefix: inboxPrefix('worker'),
  });
  worker.publish(eventSubject(tenant, 'movement.detected'), '{}');
  await worker.drain();
}

test('rings for the firm that something happened at, and for nobody else', async () => {
  const signal = createEventSignal(broker);
  const rings = { a: 0, b: 0, gone: 0 };
  signal.subscribe('ten_a', () => void rings.a++);
  signal.subscribe('ten_b', () => void rings.b++);
  signal.subscribe('ten_a', () => void rings.gone++)();
  await waitFor('the connection', () => signal.isLive());
  const before = { ...rings };
  await publish('ten_a');
  await waitFor('the ring', () => rings.a > before.a);
  expect(rings).toEqual({ a: before.a + 1, b: before.b, gone: 0 });
});

test('is not live while the broker is away, and rings everybody when it is back', async () => {
  const signal = createEventSignal(broker);
  await waitFor('the connection', () => signal.isLive());
  let rings = 0;
  signal.subscribe('ten_a', () => void rings++);
  await nats.kill9();
  await waitFor('the loss to be noticed', () => !signal.isLive());
  rings = 0;
  await nats.restart();
  await waitFor('the connection again', () => signal.isLive() && rings > 0);
  const before = rings;
  await publish('ten_a');
  await waitFor('the ring', () => rings > before);
});
