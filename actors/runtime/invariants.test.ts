import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { connect } from 'nats';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { message, type OutgoingMessage } from './message.ts';
import { insertMessages } from './outbox.ts';
import { registerKind } from './register-kind.ts';
import { createHarness, type Harness } from './test-kit/harness.ts';
import { LEDGER_TABLE, ledgers } from './test-kit/ledger-actor.ts';
import { spawnWorker, type WorkerProcess } from './test-kit/worker-processes.ts';

setDefaultTimeout(120_000);

// The invariants of the design against worker processes that are killed, stopped and robbed of their streams.
let harness: Harness;
const processes: WorkerProcess[] = [];

beforeAll(async () => {
  harness = await createHarness();
  await harness.admin.query(LEDGER_TABLE);
  await registerKind(harness.runtime, 'ledger');
});
afterEach(async () => {
  for (const one of processes.splice(0)) {
    one.signal('SIGCONT');
    one.signal('SIGKILL');
    await one.exited;
  }
  await harness.admin.query('truncate rt.ledger, rt.messages, rt.actor_states, rt.workers');
  await harness.admin.query('update rt.leases set owner = null, expires_at = null');
});
afterAll(() => harness.close());

function worker(options: { leaseTtlMs?: number } = {}): WorkerProcess {
  const one = spawnWorker(harness, options);
  processes.push(one);
  return one;
}

const holdsAll = (one: WorkerProcess) =>
  waitFor('a worker to hold every partition', () => one.report.held === 16);

async function verdict(expected: number) {
  const { rows } = await harness.admin.query(`
    select count(*) as effects, count(distinct (tenant, key, sender, seq)) as distinct_effects from rt.ledger`);
  const states = await harness.admin.query(`
    select sum((state->>'count')::int) as counted, coalesce(json_agg(state->'disorder') filter (where json_array_length(state->'disorder') > 0), '[]') as disorder
    from rt.actor_states where kind = 'ledger'`);
  expect({ ...rows[0], ...states.rows[0] }).toEqual({
    effects: expected,
    distinct_effects: expected,
    counted: expected,
    disorder: [],
  });
}

/** Senders that each wait for their commit before they send the next. Some messages are never put on the road. */
async function sendFromMany(options: { senders: number; each: number; tenants: number; extra?: object }) {
  const { senders, each, tenants, extra } = options;
  await Promise.all(
    Array.from({ length: senders }, async (_, s) => {
      for (let seq = 1; seq <= each; seq++) {
        const to = { tenant: `ten_${s % tenants}`, key: s % 3 === 0 ? 'lane' : '' };
        const one = message(ledgers, 'note', to, { sender: `s${s}`, seq, ...extra });
        await insertMessages(harness.runtime, [one]);
        if ((s + seq) % 10 !== 0) harness.road.publish([one]);
        await Bun.sleep(Math.random() * 100);
      }
    }),
  );
}

describe('1, 3, 5: exactly once, in order, from Postgres alone', () => {
  test('workers and the broker are killed, streams and consumers deleted, while messages are sent', async () => {
    const operator = await connect({
      servers: `127.0.0.1:${harness.nats.port}`,
      user: 'operator',
      pass: decodeURIComponent(new URL(harness.nats.urls.operator).password),
      inboxPrefix: '_INBOX_operator',
      maxReconnectAttempts: -1,
      reconnectTimeWait: 50,
    });
    const senders = 40;
    const each = 100;
    let sending = true;
    const faults = (async () => {
      for (let round = 0; sending || round < 4; round++) {
        worker({ leaseTtlMs: 1_000 });
        await Bun.sleep(500);
        const victim = processes[Math.floor(Math.random() * processes.length)];
        const fault = round % 4;
        if (fault === 0) victim?.signal('SIGKILL');
        if (fault === 1) {
          const jsm = await operator.jetstreamManager();
          await jsm.streams.delete('JOBS').catch(() => false);
        }
        if (fault === 2) {
          await harness.nats.kill9();
          victim?.signal('SIGKILL');
          await harness.nats.restart();
        }
        if (fault === 3) {
          const jsm = await operator.jetstreamManager();
          for (let p = 0; p < 16; p += 2)
            await jsm.consumers.delete('JOBS', `ledger-${p}`).catch(() => false);
          victim?.signal('SIGSTOP');
          setTimeout(() => victim?.signal('SIGCONT'), 1_500);
        }
      }
    })();
    await sendFromMany({ senders, each, tenants: 12, extra: { waitMs: 1 } });
    sending = false;
    await faults;
    worker({ leaseTtlMs: 1_000 });
    await harness.drained('ledger', 60_000);
    await verdict(senders * each);
    await operator.close();
  });

  test('a chain of actors has each effect once though the worker in the middle is killed', async () => {
    const victim = worker({ leaseTtlMs: 1_000 });
    await holdsAll(victim);
    const notes = Array.from({ length: 200 }, (_, i) =>
      message(
        ledgers,
        'note',
        { tenant: 'ten_first' },
        { sender: 's', seq: i + 1, relayTo: 'ten_second', waitMs: 2 },
      ),
    );
    await harness.sendAll(notes);
    await waitFor('some to be handled', () => victim.report.handled > 20);
    victim.signal('SIGKILL');
    worker({ leaseTtlMs: 1_000 });
    await harness.drained('ledger');
    await verdict(400);
  });
});

describe('2: one writer', () => {
  test('a worker that was stopped past its lease commits nothing more, and counts it', async () => {
    const zombie = worker({ leaseTtlMs: 1_000 });
    await holdsAll(zombie);
    // It will be in the middle of this handler, and after it there is nothing but the commit.
    await harness.send(ledgers, 'note', { tenant: 'ten_z' }, { sender: 's', seq: 1, blockMs: 700 });
    await waitFor('the handler to run', async () => {
      const { rows } = await harness.admin.query('select 1 from rt.messages');
      await Bun.sleep(150);
      return rows.length > 0;
    });
    zombie.signal('SIGSTOP');
    const successor = worker({ leaseTtlMs: 1_000 });
    await harness.drained('ledger');
    await verdict(1);
    zombie.signal('SIGCONT');
    await waitFor('the zombie to be fenced', () => zombie.report.fenced > 0);
    await harness.send(ledgers, 'note', { tenant: 'ten_z' }, { sender: 's', seq: 2 });
    await harness.drained('ledger');
    await verdict(2);
    expect(successor.report.fenced).toBe(0);
  });
});

describe('8: hand-over', () => {
  test('a worker told to end hands its partitions to the others, and no message fails for it', async () => {
    const first = worker();
    await holdsAll(first);
    const second = worker();
    await waitFor('the partitions to be shared', () => first.report.held === 8 && second.report.held === 8, {
      withinMs: 20_000,
    });
    const notes: OutgoingMessage[] = [];
    for (let t = 0; t < 20; t++)
      for (let seq = 1; seq <= 30; seq++)
        notes.push(message(ledgers, 'note', { tenant: `ten_${t}` }, { sender: 's', seq, waitMs: 10 }));
    await harness.sendAll(notes);
    await waitFor('both to work', () => first.report.handled > 0 && second.report.handled > 0);
    const at = performance.now();
    first.signal('SIGTERM');
    expect(await first.exited).toBe(0);
    console.log(`ended ${Math.round(performance.now() - at)} ms after SIGTERM`);
    await waitFor('the other to hold all', () => second.report.held === 16);
    console.log(`all partitions with the other ${Math.round(performance.now() - at)} ms after SIGTERM`);
    await harness.drained('ledger');
    await verdict(600);
    const { rows } = await harness.admin.query('select count(*) as count from rt.dead_letters');
    expect(rows[0].count).toBe(0);
  });

  test('after kill -9 another worker takes everything over', async () => {
    const victim = worker();
    await holdsAll(victim);
    await harness.send(ledgers, 'note', { tenant: 'ten_a' }, { sender: 's', seq: 1 });
    await harness.drained('ledger');
    victim.signal('SIGKILL');
    const at = performance.now();
    worker();
    await harness.send(ledgers, 'note', { tenant: 'ten_a' }, { sender: 's', seq: 2 });
    await harness.drained('ledger', 30_000);
    console.log(`handled again ${Math.round(performance.now() - at)} ms after kill -9`);
    await verdict(2);
  });
});
