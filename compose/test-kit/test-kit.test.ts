import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { connect } from 'nats';
import { inboxPrefix, type NatsRole } from '../stack/nats-permissions.ts';
import { acquireNats, type TestNats } from './nats.ts';
import { acquirePostgres, ownPostgres, type TestDatabase } from './postgres.ts';
import { waitFor } from './wait-for.ts';

async function query<T>(url: string, text: string): Promise<T[]> {
  const sql = new Bun.SQL(url, { max: 1 });
  try {
    return [...((await sql.unsafe(text)) as T[])];
  } finally {
    await sql.close();
  }
}

describe('acquirePostgres', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([acquirePostgres(), acquirePostgres()]);
  });
  afterAll(() => Promise.all([first?.release(), second?.release()]));

  test('gives databases of their own on one server', async () => {
    expect(first.postgres.pid).toBe(second.postgres.pid);
    await query(first.urls.owner, 'create table only_here (id int)');
    const look = "select to_regclass('only_here') is not null as found";
    expect(await query(first.adminUrl, look)).toEqual([{ found: true }]);
    expect(await query(second.adminUrl, look)).toEqual([{ found: false }]);
  });

  test('connects as the role the url names, with the migrations applied', async () => {
    for (const [role, url] of Object.entries(first.urls)) {
      expect(await query(url, 'select current_user::text as name')).toEqual([{ name: `lux_${role}` }]);
    }
    const tables = "select count(*)::int > 0 as some from pg_tables where schemaname = 'public'";
    expect(await query(first.adminUrl, tables)).toEqual([{ some: true }]);
  });

  test('a released database is gone, connections or not', async () => {
    const third = await acquirePostgres();
    const held = new Bun.SQL(third.urls.owner, { max: 1, onclose: () => {} });
    await held`select 1`;
    await third.release();
    await expect(query(third.urls.owner, 'select 1')).rejects.toThrow('does not exist');
    await held.close({ timeout: 0 });
  });
});

test('ownPostgres survives being killed', async () => {
  const own = await ownPostgres();
  try {
    await query(own.urls.owner, 'create table kept as select 7 as n');
    const before = own.postgres.pid;
    await own.postgres.kill9();
    await expect(query(own.urls.owner, 'select 1')).rejects.toThrow();
    await own.postgres.restart();
    expect(own.postgres.pid).not.toBe(before);
    expect(await query(own.urls.owner, 'select n from kept')).toEqual([{ n: 7 }]);
  } finally {
    await own.release();
  }
});

describe('acquireNats', () => {
  let nats: TestNats;
  beforeAll(async () => {
    nats = await acquireNats();
  });
  afterAll(() => nats?.release());

  async function connectAs(role: NatsRole) {
    const { username, password, host } = new URL(nats.urls[role]);
    const options = { servers: host, user: username, pass: password, inboxPrefix: inboxPrefix(role) };
    const connection = await connect({ ...options, reconnectTimeWait: 20, maxReconnectAttempts: -1 });
    const refused: string[] = [];
    (async () => {
      for await (const { type, data } of connection.status())
        if (type === 'error') refused.push(String(data));
    })();
    return { connection, refused };
  }

  test('keeps its streams when it is killed', async () => {
    const { connection } = await connectAs('worker');
    const manager = await connection.jetstreamManager({ timeout: 500 });
    await manager.streams.add({ name: 'JOBS', subjects: ['lux.jobs.>'] });
    await connection.jetstream().publish('lux.jobs.echo.0.ten_a', 'one');
    const before = nats.pid;
    await nats.kill9();
    await nats.restart();
    expect(nats.pid).not.toBe(before);
    const info = await waitFor('the stream after the restart', () => manager.streams.info('JOBS'));
    expect(info.state.messages).toBe(1);
    await connection.close();
  });

  test('lets a worker consume jobs with a durable pull consumer and acknowledge', async () => {
    const { connection, refused } = await connectAs('worker');
    const manager = await connection.jetstreamManager();
    await manager.streams.add({ name: 'JOBS', subjects: ['lux.jobs.>'] });
    await manager.consumers.add('JOBS', {
      durable_name: 'echo-1',
      filter_subject: 'lux.jobs.echo.1.*',
      ack_policy: 'explicit' as never,
    });
    await connection.jetstream().publish('lux.jobs.echo.1.ten_a', 'two');
    const consumer = await connection.jetstream().consumers.get('JOBS', 'echo-1');
    const message = await consumer.next({ expires: 5_000 });
    expect(await message?.ackAck()).toBe(true);
    expect(refused).toEqual([]);
    await connection.close();
  });

  test.each([
    ['bridge-telegram', 'lux.jobs.echo.0.ten_a'],
    ['bridge-telegram', '$JS.API.STREAM.DELETE.JOBS'],
    ['api', '$JS.API.STREAM.DELETE.JOBS'],
    ['api', '$JS.API.CONSUMER.MSG.NEXT.JOBS.echo-0'],
    ['worker', '$JS.API.STREAM.DELETE.JOBS'],
    ['worker', 'lux.in.telegram.x'],
  ] as [NatsRole, string][])('refuses %s to publish to %s', async (role, subject) => {
    const { connection, refused } = await connectAs(role);
    connection.publish(subject, '{}');
    await waitFor('the refusal', () => refused.length > 0);
    expect(refused[0]).toContain('PERMISSIONS_VIOLATION');
    await connection.close();
  });

  test.each([
    ['api', '_INBOX_worker.>'],
    ['worker', '_INBOX_operator.>'],
    ['bridge-telegram', 'lux.events.>'],
    ['bridge-telegram', 'lux.ops.>'],
  ] as [NatsRole, string][])('refuses %s to listen to %s', async (role, subject) => {
    const { connection, refused } = await connectAs(role);
    connection.subscribe(subject, { callback: () => {} });
    await waitFor('the refusal', () => refused.length > 0);
    await connection.close();
  });
});

test('waitFor names what it waited for', async () => {
  await expect(waitFor('a bus that never comes', () => 0, { withinMs: 30 })).rejects.toThrow(
    'a bus that never comes',
  );
});
