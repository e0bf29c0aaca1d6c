import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { connect, type NatsConnection } from 'nats';
import pino from 'pino';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { contract } from '../../contracts/contract.ts';
import { jobSubject } from '../../contracts/subjects.ts';
import { actor } from '../actor.ts';
import { TerminalError } from '../errors.ts';
import { createHarness, type Harness } from '../test-kit/harness.ts';
import type { Worker } from '../worker.ts';
import { serveOps } from './ops.ts';
import { sweepStrays } from './sweep-strays.ts';

setDefaultTimeout(120_000);

const messages = contract('desk', {
  note: Type.Object({ text: Type.String() }),
  later: Type.Object({}),
});
let mended = false;
const desk = actor({
  contract: messages,
  description: 'Notes things.',
  state: { schema: Type.Array(Type.String()), version: 1, initial: (): string[] => [] },
  handlers: {
    note(ctx, { text }) {
      if (text === 'poison' && !mended) throw new TerminalError('cannot digest it');
      ctx.setState([...ctx.state, text]);
    },
    later() {},
  },
});

let harness: Harness;
let operator: NatsConnection;
const workers: Worker[] = [];
const services: { stop(): Promise<void> }[] = [];

async function start(): Promise<Worker> {
  const worker = await harness.start(desk);
  const log = pino({ level: 'silent' });
  const { broker, runtime: pool } = harness;
  services.push(serveOps({ broker, worker, actor: desk, pool, version: '1.2.3', log }));
  workers.push(worker);
  return worker;
}

beforeAll(async () => {
  harness = await createHarness();
  operator = await connect({
    servers: `127.0.0.1:${harness.nats.port}`,
    user: 'operator',
    pass: decodeURIComponent(new URL(harness.nats.urls.operator).password),
    inboxPrefix: '_INBOX_operator',
  });
  await start();
  await waitFor('the service', () => ask('status').catch(() => undefined));
});
afterAll(async () => {
  await operator.close();
  await Promise.all(services.map((service) => service.stop()));
  await harness.close();
});

type Answer = Record<string, unknown>;

async function ask(verb: string, input?: unknown): Promise<Answer> {
  const body = input === undefined ? '' : typeof input === 'string' ? input : JSON.stringify(input);
  const msg = await operator.request(`lux.ops.desk.${verb}`, body, { timeout: 3_000 });
  const error = msg.headers?.get('Nats-Service-Error');
  if (error) return { error, code: msg.headers?.get('Nats-Service-Error-Code') };
  return msg.json<Answer>();
}

const send = (text: string, tenant = 'ten_a') => harness.send(messages, 'note', { tenant }, { text });

describe('operators', () => {
  test('find the service with the NATS CLI’s own requests', async () => {
    const found = [];
    for await (const info of await operator.services.client().info('lux-desk')) found.push(info);
    expect(found).toMatchObject([{ name: 'lux-desk', version: '1.2.3', description: 'Notes things.' }]);
    expect(found[0]?.endpoints.map((e) => e.subject)).toEqual(
      expect.arrayContaining([
        'lux.ops.desk.status',
        'lux.ops.desk.redrive',
        `lux.ops.desk.drain.${workers[0]?.owner}`,
      ]),
    );
  });

  test('see the queue, and pause and resume all workers at once', async () => {
    expect(await ask('pause', { reason: 'maintenance' })).toEqual({ paused: true });
    await waitFor('the worker to hear of it', () => workers.every((w) => w.paused));
    await send('paused');
    expect(await ask('status')).toMatchObject({
      kind: 'desk',
      paused: { reason: 'maintenance' },
      waiting: 1,
      workers: [{ owner: workers[0]?.owner }],
      orphans: [],
    });
    expect(await ask('resume')).toEqual({ paused: false });
    await harness.drained('desk');
    expect(await ask('status')).toMatchObject({ paused: null, waiting: 0 });
  });

  test('are the only ones who command: not an adapter that has the broker speak for it', async () => {
    const { host, username, password } = new URL(harness.nats.urls['bridge-telegram']);
    const bridge = await connect({
      servers: host,
      user: username,
      pass: password,
      inboxPrefix: '_INBOX_bridge-telegram',
    });
    let heard = 0;
    const subscription = operator.subscribe('lux.ops.desk.>', { callback: () => void heard++ });
    await operator.flush();
    const verbs = ['pause', 'redrive', 'deadletters', `drain.${workers[0]?.owner}`];
    for (let i = 0; i < 5; i++)
      for (const verb of verbs) bridge.publish('$JS.API.INFO', '', { reply: `lux.ops.desk.${verb}` });
    await bridge.flush();
    await waitFor('the broker to have said it', () => heard === 5 * verbs.length);
    subscription.unsubscribe();
    for (let i = 0; i < 3; i++) expect(await ask('status')).toMatchObject({ paused: null });
    expect(workers.every((worker) => !worker.paused && worker.held.size > 0)).toBe(true);
    await bridge.close();
  });

  test('inspect one actor, stored and live', async () => {
    await harness.send(
      messages,
      'later',
      { tenant: 'ten_i' },
      {},
      { at: new Date(Date.now() + 60_000), reminder: 'r' },
    );
    await send('seen', 'ten_i');
    await harness.drained('desk');
    expect(await ask('inspect', { tenant: 'ten_i' })).toMatchObject({
      tenant: 'ten_i',
      key: '',
      owner: workers[0]?.owner,
      waiting: 0,
      head: null,
      reminders: [{ name: 'r', type: 'later' }],
      state: { version: 1, revision: 1, value: ['seen'] },
      live: { running: false, loaded: 0 },
    });
  });

  test('list dead letters page by page, and redrive them', async () => {
    for (const text of ['poison', 'a', 'poison', 'poison']) await send(text, 'ten_d');
    await harness.drained('desk');
    const first = await ask('deadletters', { tenant: 'ten_d', limit: 2 });
    expect(first.deadLetters).toMatchObject([{ reason: 'terminal', payload: { text: 'poison' } }, {}]);
    const second = await ask('deadletters', { tenant: 'ten_d', limit: 2, before: first.before });
    expect(second.deadLetters).toHaveLength(1);
    expect(await ask('redrive', { tenant: 'ten_d', dryRun: true })).toMatchObject({ redriven: 0, left: 3 });
    mended = true;
    expect(await ask('redrive', { tenant: 'ten_d' })).toMatchObject({ redriven: 3, left: 0 });
    await harness.drained('desk');
    expect(await harness.state('desk', 'ten_d')).toEqual(['a', 'poison', 'poison', 'poison']);
    mended = false;
  });

  test('are told what is wrong with a request', async () => {
    expect(await ask('inspect', {})).toMatchObject({
      code: '400',
      error: expect.stringContaining('/tenant'),
    });
    expect(await ask('inspect', '{')).toMatchObject({
      code: '400',
      error: expect.stringContaining('not JSON'),
    });
    expect(await ask('redrive', {})).toMatchObject({
      code: '400',
      error: expect.stringContaining('say which'),
    });
  });

  test('drain one worker by its name', async () => {
    const second = await start();
    await waitFor('the share', () => workers.every((w) => w.held.size === 8), { withinMs: 20_000 });
    await waitFor('its service', () => ask(`drain.${second.owner}`).catch(() => undefined));
    await waitFor('the other to own all', () => workers[0]?.held.size === 16);
    expect(second.held.size).toBe(0);
    expect(await ask(`drain.${second.owner}`, { undo: true })).toMatchObject({ drained: false });
    await waitFor('the share again', () => workers.every((w) => w.held.size === 8), { withinMs: 20_000 });
  });
});

describe('messages published by hand', () => {
  const publish = (subject: string, body: unknown) =>
    operator.publish(subject, typeof body === 'string' ? body : JSON.stringify(body));
  const refused = async (text: string) =>
    (await harness.admin.query('select * from rt.dead_letters where payload::text like $1', [`%${text}%`]))
      .rows;
  const theRefused = async (text: string) => {
    await waitFor('the dead letter', async () => (await refused(text)).length > 0);
    return refused(text);
  };

  test('are handled like any other, once', async () => {
    publish(jobSubject('desk', 'ten_h'), { type: 'note', payload: { text: 'by hand' } });
    publish(jobSubject('desk', 'ten_h'), { type: 'note', payload: { text: 'in a lane' }, key: 'lane' });
    await waitFor(
      'both',
      async () => (await harness.state('desk', 'ten_h')) && harness.state('desk', 'ten_h', 'lane'),
    );
    expect(await harness.state('desk', 'ten_h')).toEqual(['by hand']);
    expect(await harness.state('desk', 'ten_h', 'lane')).toEqual(['in a lane']);
  });

  test.each([
    ['no JSON', jobSubject('desk', 'ten_r'), '{"marker1', 'marker1', 'not JSON'],
    ['no type', jobSubject('desk', 'ten_r'), { marker2: 1 }, 'marker2', 'needs "type"'],
    [
      'unknown type',
      jobSubject('desk', 'ten_r'),
      { type: 'marker3', payload: {} },
      'marker3',
      'there is no message',
    ],
    [
      'wrong payload',
      jobSubject('desk', 'ten_r'),
      { type: 'note', payload: { marker4: 1 } },
      'marker4',
      '/text',
    ],
    [
      'bad key',
      jobSubject('desk', 'ten_r'),
      { type: 'note', payload: { text: 'marker5' }, key: 'a b' },
      'marker5',
      '"key"',
    ],
    ['NUL', jobSubject('desk', 'ten_r'), 'marker6\0', 'marker6', 'not JSON'],
  ])('go to the dead letters with the reason: %s', async (_, subject, body, marker, reason) => {
    publish(subject, body);
    expect(await theRefused(marker)).toMatchObject([
      { reason: 'refused', error: expect.stringContaining(reason) },
    ]);
  });

  test('to the wrong partition are refused', async () => {
    const subject = jobSubject('desk', 'ten_w');
    const other = subject.replace(/\.(\d+)\./, (_, p) => `.${(Number(p) + 1) % 16}.`);
    publish(other, { type: 'note', payload: { text: 'marker7' } });
    const [row] = await theRefused('marker7');
    expect(row.error).toContain('belongs to partition');
  });

  test('to subjects that nobody consumes are swept out of the stream, once, and nothing else is', async () => {
    for (const subject of [
      'lux.jobs.nobody.3.ten_s',
      'lux.jobs.desk.99.ten_s',
      'lux.jobs.desk',
      'lux.jobs.desk.1.ten_s.more',
    ]) {
      publish(subject, { type: 'note', payload: { text: 'marker8' } });
      publish(subject, { type: 'note', payload: { text: 'marker8' } });
    }
    await operator.flush();
    // A kind that has never run here, but whose message has a row: its worker will come.
    const early = contract('early', { hello: Type.Object({}) });
    await harness.send(early, 'hello', { tenant: 'ten_s' }, {});
    await harness.broker.connection?.flush();
    expect(await sweepStrays(harness.broker, harness.runtime)).toBe(9);
    expect(await sweepStrays(harness.broker, harness.runtime)).toBe(0);
    const rows = await refused('marker8');
    expect(rows).toHaveLength(8);
    expect(new Set(rows.map((r) => r.reason))).toEqual(new Set(['refused']));
    expect(await harness.waiting('early')).toBe(1);
    const info = await (await operator.jetstreamManager()).streams.info('JOBS');
    expect(info.state.messages).toBe(0);
  });
});
