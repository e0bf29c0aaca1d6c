import { expect, test } from 'bun:test';
import pino from 'pino';
import { Registry } from 'prom-client';
import type { OutboundDelivery } from '../../../actors/runtime/nats/bridge/outbound.ts';
import type { Connections } from './connections.ts';
import { createIntake } from './intake.ts';
import { createLanes } from './lanes.ts';
import { createBridgeMetrics } from './metrics.ts';
import { createRates } from './rates.ts';
import type { Item } from './send.ts';

const TENANT = 'ten_01k9zv1k2mf3qtq6q0c1c2d3e4';
const unlimited = { burst: 1_000, count: 1_000, perMs: 1 };

function delivery(position: number, title: string): OutboundDelivery {
  const content = { title, paragraphs: [], facts: [], buttons: [], footer: [] };
  const id = `${TENANT}.per_01k9zv1k2mf3qtq6q0c1c2d3e4.snd_01k9zv1k2mf3qtq6q0c1c2d3e4`;
  const body = JSON.stringify({ id, tenant: TENANT, connection: 'con_1', address: { to: '1' }, content });
  return { tenant: TENANT, body, position, ack() {}, hold() {}, working() {} };
}

test('what waits for its turn is said as its newest delivery says it, in whatever order they come', async () => {
  const said: string[] = [];
  const gate = Promise.withResolvers<void>();
  const lanes = createLanes<Item>(
    createRates(unlimited, () => unlimited, performance.now() - 60_000),
    1,
    async (item) => {
      await gate.promise;
      said.push(item.outbound.content.title);
      return 'done';
    },
  );
  const told = {
    id: 'con_1',
    channel: 'telegram',
    tenant: TENANT,
    version: 1,
    status: 'active',
    settings: {},
  };
  const intake = createIntake({
    channel: 'telegram',
    connections: { get: () => ({ told, line: {}, problem: undefined }) } as unknown as Connections,
    lanesOf: () => lanes,
    paceOf: () => 10,
    everyMsOf: () => 100,
    inbox: {} as never,
    metrics: createBridgeMetrics(new Registry(), 'telegram'),
    log: pino({ level: 'silent' }),
  });
  await intake.take(delivery(1, 'open'));
  await intake.take(delivery(5, 'hidden'));
  // The broker gives the old one again.
  await intake.take(delivery(1, 'open'));
  gate.resolve();
  await Bun.sleep(20);
  expect(said).toEqual(['hidden']);
  await lanes.stop(10);
});
