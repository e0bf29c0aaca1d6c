import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { contract } from '../contracts/contract.ts';
import { type AnyActor, actor } from './actor.ts';
import { MailboxFull, RetryableError, TerminalError } from './errors.ts';
import { message } from './message.ts';
import { createHarness, type Harness } from './test-kit/harness.ts';

setDefaultTimeout(120_000);

// One kind per test, so that each has its own mailboxes.
let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.close());

let kinds = 0;
const newKind = () => `probe-${++kinds}`;

const Text = Type.Object({ text: Type.String() });
const Log = { schema: Type.Array(Type.String()), version: 1, initial: (): string[] => [] };

/** An actor that remembers what it was told, and does what `handle` says before. */
function diary(
  kind: string,
  handle: (text: string, attempt: number) => unknown = () => {},
  more: Partial<AnyActor> = {},
) {
  const messages = contract(kind, { note: Text });
  const definition = actor({
    contract: messages,
    description: 'Remembers what it was told.',
    state: Log,
    ...more,
    handlers: {
      async note(ctx, { text }) {
        await handle(text, ctx.attempt);
        ctx.setState([...ctx.state, text]);
      },
    },
  });
  return { messages, definition, log: (tenant = 'ten_a', key = '') => harness.state(kind, tenant, key) };
}

const deadLetters = async (kind: string) =>
  (await harness.admin.query('select * from rt.dead_letters where kind = $1 order by position', [kind])).rows;

describe('retries', () => {
  test('a message that fails is tried again before the next one of its mailbox, others go on', async () => {
    const handled: string[] = [];
    const { messages, definition, log } = diary(
      newKind(),
      (text, attempt) => {
        handled.push(`${text}${attempt}`);
        if (text === 'b' && attempt < 3) throw new Error('not yet');
      },
      { retry: { baseMs: 20, maxMs: 40 }, messagesPerTurn: 10 },
    );
    const at = { tenant: 'ten_a' };
    await harness.sendAll(['a', 'b', 'c'].map((text) => message(messages, 'note', at, { text })));
    await harness.start(definition);
    await harness.drained(messages.kind);
    expect(await log()).toEqual(['a', 'b', 'c']);
    expect(handled).toEqual(['a1', 'b1', 'b2', 'b3', 'c1']);
  });

  test('the error says when: RetryableError after its time, TerminalError never, others until the limit', async () => {
    const kind = newKind();
    const tries: Record<string, number[]> = { later: [], never: [], often: [] };
    const { messages, definition } = diary(
      kind,
      (text, attempt) => {
        tries[text]?.push(attempt);
        if (text === 'later' && attempt === 1) throw new RetryableError('busy', { retryAfterMs: 30 });
        if (text === 'never') throw new TerminalError('wrong');
        if (text === 'often') throw new Error('broken');
      },
      { retry: { attempts: 3, baseMs: 5 } },
    );
    await harness.start(definition);
    for (const text of Object.keys(tries))
      await harness.send(messages, 'note', { tenant: `ten_${text}` }, { text });
    await harness.drained(kind);
    expect(tries).toEqual({ later: [1, 2], never: [1], often: [1, 2, 3] });
    expect((await deadLetters(kind)).map((d) => [d.tenant, d.reason, d.attempts])).toEqual(
      expect.arrayContaining([
        ['ten_never', 'terminal', 1],
        ['ten_often', 'exhausted', 3],
      ]),
    );
  });

  test('what Postgres cannot store in a text does not keep a message from failing properly', async () => {
    const kind = newKind();
    const { messages, definition } = diary(kind, () => {
      throw new TerminalError('nul \0 and half a pair \ud800');
    });
    await harness.start(definition);
    await harness.send(messages, 'note', { tenant: 'ten_a' }, { text: 'x' });
    await harness.drained(kind);
    const [dead] = await deadLetters(kind);
    expect(dead.error).toContain('nul \u{fffd} and half a pair \u{fffd}');
  });

  test('a handler that takes too long is aborted; each message of a turn has the whole time', async () => {
    const kind = newKind();
    const messages = contract(kind, { wait: Type.Object({ ms: Type.Integer() }) });
    const aborted: number[] = [];
    const slow = actor({
      contract: messages,
      description: 'Waits.',
      timeoutMs: 150,
      messagesPerTurn: 10,
      retry: { attempts: 1 },
      handlers: {
        async wait(ctx, { ms }) {
          ctx.signal.addEventListener('abort', () => aborted.push(ms));
          await Bun.sleep(ms);
        },
      },
    });
    const all = [60, 60, 60, 60, 2_000, 60];
    await harness.sendAll(all.map((ms) => message(messages, 'wait', { tenant: 'ten_a' }, { ms })));
    await harness.start(slow);
    await harness.drained(kind);
    expect(aborted).toEqual([2_000]);
    expect(await deadLetters(kind)).toMatchObject([{ payload: { ms: 2_000 }, reason: 'exhausted' }]);
  });
});

describe('7: poison', () => {
  test('goes to the dead letters with its cause, the next message runs, and a redrive brings it back in order', async () => {
    const kind = newKind();
    let mended = false;
    const { messages, definition, log } = diary(kind, (text) => {
      if (text.startsWith('poison') && !mended) throw new TerminalError(`cannot digest ${text}`);
    });
    await harness.start(definition);
    for (const text of ['a', 'poison1', 'b', 'poison2', 'c']) {
      await harness.send(messages, 'note', { tenant: 'ten_a' }, { text });
    }
    await harness.drained(kind);
    expect(await log()).toEqual(['a', 'b', 'c']);
    expect((await deadLetters(kind)).map((d) => d.error)).toEqual([
      'TerminalError: cannot digest …',
      'TerminalError: cannot digest …',
    ]);
    mended = true;
    await harness.runtime.query('select * from rt.redrive($1, null, null, 100)', [kind]);
    await harness.drained(kind);
    expect(await log()).toEqual(['a', 'b', 'c', 'poison1', 'poison2']);
    expect(await deadLetters(kind)).toEqual([]);
  });

  test('a write that fails stops its own message only, in a turn of many', async () => {
    const kind = newKind();
    const messages = contract(kind, { write: Type.Object({ n: Type.Integer() }) });
    const handled: number[] = [];
    const writer = actor({
      contract: messages,
      description: 'Writes.',
      messagesPerTurn: 10,
      state: Log,
      retry: { attempts: 1 },
      handlers: {
        write(ctx, { n }) {
          handled.push(n);
          ctx.setState([...ctx.state, String(n)]);
          ctx.writePlatform(async (client) => {
            await client.query('select 1 / $1::int', [n === 7 ? 0 : 1]);
          });
        },
      },
    });
    const to = { tenant: 'ten_a' };
    await harness.sendAll(Array.from({ length: 20 }, (_, n) => message(messages, 'write', to, { n })));
    await harness.start(writer);
    await harness.drained(kind);
    const expected = Array.from({ length: 20 }, (_, n) => String(n)).filter((n) => n !== '7');
    expect(await harness.state(kind, 'ten_a')).toEqual(expected);
    expect(await deadLetters(kind)).toMatchObject([{ payload: { n: 7 }, reason: 'exhausted' }]);
    // Once in the turn that failed and once alone, not once more for each message before the culprit.
    expect(handled.length).toBeLessThanOrEqual(20 + 11);
  });

  test('a write that swallows its error is not taken for committed', async () => {
    const kind = newKind();
    const messages = contract(kind, { write: Type.Object({}) });
    const careless = actor({
      contract: messages,
      description: 'Swallows.',
      state: Log,
      retry: { attempts: 1 },
      handlers: {
        write(ctx) {
          ctx.setState(['written']);
          ctx.writePlatform(async (client) => {
            await client.query('select 1 / 0').catch(() => {});
          });
        },
      },
    });
    await harness.start(careless);
    await harness.send(messages, 'write', { tenant: 'ten_a' }, {});
    await harness.drained(kind);
    expect(await harness.state(kind, 'ten_a')).toBeUndefined();
    expect(await deadLetters(kind)).toMatchObject([{ error: expect.stringContaining('not passed on') }]);
  });
});

describe('reminders', () => {
  test('sleep until their time, a later one of the same name takes the place of the earlier, in one turn too', async () => {
    const kind = newKind();
    const messages = contract(kind, {
      plan: Type.Object({ inMs: Type.Integer(), text: Type.String() }),
      ring: Text,
    });
    let planned = 0;
    const clock = actor({
      contract: messages,
      description: 'Rings.',
      messagesPerTurn: 10,
      state: Log,
      handlers: {
        plan(ctx, { inMs, text }) {
          planned++;
          const at = new Date(Date.now() + inMs);
          ctx.send(messages, 'ring', { tenant: ctx.tenant }, { text }, { at, reminder: 'alarm' });
        },
        ring(ctx, { text }) {
          ctx.setState([...ctx.state, text]);
        },
      },
    });
    const to = { tenant: 'ten_a' };
    const plan = (inMs: number, text: string) => message(messages, 'plan', to, { inMs, text });
    await harness.sendAll([plan(0, 'too early'), plan(60_000, 'replaced'), plan(300, 'wake up')]);
    await harness.start(clock);
    await waitFor('the alarm', () => harness.state(kind, 'ten_a'));
    expect(await harness.state(kind, 'ten_a')).toEqual(['wake up']);
    // All three in one commit: none was refused for naming the same reminder twice.
    expect(planned).toBe(3);
    const left = await harness.admin.query('select count(*) as count from rt.messages where kind = $1', [
      kind,
    ]);
    expect(left.rows[0].count).toBe(0);
  });

  test('ring after the worker that planned them is gone', async () => {
    const { messages, definition, log } = diary(newKind());
    const first = await harness.start(definition);
    await harness.send(
      messages,
      'note',
      { tenant: 'ten_a' },
      { text: 'x' },
      { at: new Date(Date.now() + 400), reminder: 'r' },
    );
    await first.stop();
    expect(await log()).toBeUndefined();
    await harness.start(definition);
    await waitFor('the reminder', () => log());
    expect(await log()).toEqual(['x']);
  });
});

describe('versions', () => {
  const messagesOf = (kind: string) => contract(kind, { bump: Type.Object({}) });

  test('a stored state is upgraded when it is loaded, and stored in the new shape', async () => {
    const kind = newKind();
    const messages = messagesOf(kind);
    await harness.admin.query(
      `insert into rt.actor_states (kind, tenant, key, version, state) values ($1, 'ten_a', '', 1, '{"n": 4}')`,
      [kind],
    );
    const upgraded = actor({
      contract: messages,
      description: 'Counts.',
      state: {
        schema: Type.Object({ count: Type.Integer() }),
        version: 2,
        initial: () => ({ count: 0 }),
        upgrade: (old) => ({ count: (old as { n: number }).n }),
      },
      handlers: { bump: (ctx) => ctx.setState({ count: ctx.state.count + 1 }) },
    });
    await harness.start(upgraded);
    await harness.send(messages, 'bump', { tenant: 'ten_a' }, {});
    await harness.drained(kind);
    const { rows } = await harness.admin.query('select version, state from rt.actor_states where kind = $1', [
      kind,
    ]);
    expect(rows).toEqual([{ version: 2, state: { count: 5 } }]);
  });

  test('a commit that comes late is not overwritten by what was read before it', async () => {
    const { messages, definition } = diary(newKind());
    const { kind } = messages;
    const worker = await harness.start(definition);
    await waitFor('it to own all', () => worker.held.size === 16);
    // Under a pause mailboxes are read, and nothing runs.
    await harness.admin.query('update rt.kinds set paused_at = now() where kind = $1', [kind]);
    await worker.checkPause();
    const loaded = () => (worker.inspect('ten_late', '') as { head?: { id: string } } | undefined)?.head?.id;
    await harness.send(messages, 'note', { tenant: 'ten_late' }, { text: '1' });
    await waitFor('the mailbox to be read', () => loaded() !== undefined);
    const first = loaded();
    await harness.admin.query('delete from rt.messages where kind = $1', [kind]);
    await harness.admin.query(
      `insert into rt.actor_states (kind, tenant, key, version, state) values ($1, 'ten_late', '', 1, '["1"]')`,
      [kind],
    );
    await harness.send(messages, 'note', { tenant: 'ten_late' }, { text: '2' });
    await waitFor('the next message to be seen', () => loaded() !== undefined && loaded() !== first);
    await harness.admin.query('update rt.kinds set paused_at = null where kind = $1', [kind]);
    await worker.checkPause();
    await harness.drained(kind);
    expect(await harness.state(kind, 'ten_late')).toEqual(['1', '2']);
  });

  test('a state of a newer version is left alone until a newer worker comes', async () => {
    const kind = newKind();
    const messages = messagesOf(kind);
    await harness.admin.query(
      `insert into rt.actor_states (kind, tenant, key, version, state) values ($1, 'ten_a', '', 9, '{"count": 4}')`,
      [kind],
    );
    const versioned = (version: number) =>
      actor({
        contract: messages,
        description: 'Counts.',
        // However long a deploy lasts, no attempt of the message is used up by it.
        retry: { attempts: 1 },
        state: { schema: Type.Object({ count: Type.Integer() }), version, initial: () => ({ count: 0 }) },
        handlers: { bump: (ctx) => ctx.setState({ count: ctx.state.count + 1 }) },
      });
    const old = await harness.start(versioned(1));
    const tried = await harness.count('handled');
    await harness.send(messages, 'bump', { tenant: 'ten_a' }, {});
    await waitFor('the old version to have tried', async () => (await harness.count('handled')) > tried);
    expect(await harness.state(kind, 'ten_a')).toEqual({ count: 4 });
    await old.stop();
    await harness.start(versioned(9));
    await harness.drained(kind);
    expect(await harness.state(kind, 'ten_a')).toEqual({ count: 5 });
  });

  test('a message type of the next version waits for its workers', async () => {
    const kind = newKind();
    const old = diary(kind, undefined, { retry: { attempts: 1 } });
    const newer = contract(kind, { note: Text, shout: Text });
    const first = await harness.start(old.definition);
    const left = await harness.count('leftForNewer');
    await harness.send(newer, 'shout', { tenant: 'ten_a' }, { text: 'x' });
    await waitFor('the old version to have tried', async () => (await harness.count('leftForNewer')) > left);
    await first.stop();
    await harness.start(
      actor({
        contract: newer,
        description: 'Remembers, louder.',
        state: Log,
        handlers: {
          note: (ctx, { text }) => ctx.setState([...ctx.state, text]),
          shout: (ctx, { text }) => ctx.setState([...ctx.state, text.toUpperCase()]),
        },
      }),
    );
    await harness.drained(kind);
    expect(await old.log()).toEqual(['X']);
  });
});

describe('6: bounds', () => {
  test('past the limit of a firm senders are turned away, nothing of theirs is written, what was accepted stays', async () => {
    const { messages, definition } = diary(newKind());
    const to = { tenant: 'ten_full' };
    const send = (count: number) =>
      harness.outbox.withTenant('ten_full', async (_, enqueue) => {
        for (let i = 0; i < count; i++) enqueue(message(messages, 'note', to, { text: 'x' }));
      });
    await send(1_000);
    const refused = await send(1).catch((error) => error);
    expect(refused).toBeInstanceOf(MailboxFull);
    expect(refused.retryAfterSeconds).toBeGreaterThan(0);
    expect(await harness.waiting(messages.kind)).toBe(1_000);
    await harness.start(definition, {});
    await harness.drained(messages.kind);
    await send(1);
  });

  test('what the road refuses past its limit per firm waits in Postgres and keeps its order', async () => {
    const { messages, definition, log } = diary(newKind(), undefined, { messagesPerTurn: 100 });
    const to = { tenant: 'ten_flood' };
    const texts = Array.from({ length: 2_500 }, (_, i) => String(i));
    await harness.sendAll(texts.map((text) => message(messages, 'note', to, { text })));
    await harness.start(definition);
    await harness.drained(messages.kind);
    expect(await log('ten_flood')).toEqual(texts);
  });

  test('more actors than fit in memory are all served', async () => {
    const { messages, definition } = diary(newKind());
    const sent = Array.from({ length: 300 }, (_, i) =>
      message(messages, 'note', { tenant: `ten_${i}` }, { text: 'x' }),
    );
    await harness.sendAll(sent);
    const worker = await harness.start(definition, { maxResident: 20 });
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, worker.resident);
    }, 1);
    await harness.drained(messages.kind);
    clearInterval(watch);
    expect(most).toBeLessThanOrEqual(20);
    expect(most).toBeGreaterThan(0);
  });

  test('idle actors leave memory and come back with their state', async () => {
    const { messages, definition, log } = diary(newKind());
    const worker = await harness.start(definition, { idleMs: 0 });
    await harness.send(messages, 'note', { tenant: 'ten_a' }, { text: '1' });
    await harness.drained(messages.kind);
    await waitFor('it to leave', () => worker.resident === 0, { withinMs: 20_000 });
    await harness.send(messages, 'note', { tenant: 'ten_a' }, { text: '2' });
    await harness.drained(messages.kind);
    expect(await log()).toEqual(['1', '2']);
  });
});

describe('4: fairness', () => {
  test('a firm with thousands waiting in many lanes gets one turn for each turn of the others', async () => {
    const order: string[] = [];
    const known = Promise.withResolvers<void>();
    const kind = newKind();
    const messages = contract(kind, { work: Type.Object({}) });
    const worker = actor({
      contract: messages,
      description: 'Works.',
      slots: 1,
      handlers: {
        async work(ctx) {
          order.push(ctx.tenant);
          // The only slot stays with the whale until the worker knows of the others: how fast it hears is no matter here.
          if (order.length === 50) await known.promise;
        },
      },
    });
    const flood = Array.from({ length: 5_000 }, (_, i) =>
      message(messages, 'work', { tenant: 'ten_whale', key: `lane${i % 50}` }, {}),
    );
    const small = Array.from({ length: 100 }, (_, i) =>
      message(messages, 'work', { tenant: `ten_${i % 5}` }, {}),
    );
    await harness.sendAll(flood);
    const running = await harness.start(worker);
    await waitFor('the whale to be served', () => order.length === 50);
    await harness.sendAll(small);
    const isKnown = (tenant: string) =>
      (running.inspect(tenant, '') as { loaded: number } | undefined)?.loaded === 20;
    await waitFor('the small firms to be known', () => small.every(({ tenant }) => isKnown(tenant)));
    known.resolve();
    const ofSmall = () => order.filter((tenant) => tenant !== 'ten_whale').length;
    await waitFor('all small firms to be served', () => ofSmall() === small.length);
    await running.stop();
    const first = order.findIndex((tenant) => tenant !== 'ten_whale');
    const last = order.findLastIndex((tenant) => tenant !== 'ten_whale');
    const whaleMeanwhile = order.slice(first, last).filter((tenant) => tenant === 'ten_whale').length;
    // Not 50 for each of theirs, as if every lane were a firm.
    expect(whaleMeanwhile).toBeLessThan(300);
  });
});

describe('operators', () => {
  test('a paused kind handles nothing, also not in a worker that starts meanwhile, and goes on afterwards', async () => {
    const { messages, definition, log } = diary(newKind());
    const first = await harness.start(definition);
    await harness.send(messages, 'note', { tenant: 'ten_a' }, { text: '1' });
    await harness.drained(messages.kind);
    await harness.admin.query('update rt.kinds set paused_at = now() where kind = $1', [messages.kind]);
    await first.checkPause();
    await harness.send(messages, 'note', { tenant: 'ten_a' }, { text: '2' });
    await first.stop();
    const second = await harness.start(definition);
    await waitFor('it to own all', () => second.held.size === 16);
    await Bun.sleep(300);
    expect(await log()).toEqual(['1']);
    await harness.admin.query('update rt.kinds set paused_at = null where kind = $1', [messages.kind]);
    await second.checkPause();
    await harness.drained(messages.kind);
    expect(await log()).toEqual(['1', '2']);
  });

  test('a drained worker gives everything away and takes it back when it resumes', async () => {
    const { messages, definition, log } = diary(newKind());
    const [a, b] = [await harness.start(definition), await harness.start(definition)];
    await waitFor('the share', () => a.held.size === 8 && b.held.size === 8, { withinMs: 20_000 });
    await a.drain();
    await waitFor('the other to own all', () => b.held.size === 16 && a.held.size === 0);
    await harness.send(messages, 'note', { tenant: 'ten_a' }, { text: '1' });
    await harness.drained(messages.kind);
    a.resume();
    await waitFor('the share again', () => a.held.size === 8 && b.held.size === 8, { withinMs: 20_000 });
    await harness.send(messages, 'note', { tenant: 'ten_a' }, { text: '2' });
    await harness.drained(messages.kind);
    expect(await log()).toEqual(['1', '2']);
  });

  test('a hand-over cuts a handler short without counting an attempt', async () => {
    const attempts: number[] = [];
    const kind = newKind();
    const messages = contract(kind, { wait: Type.Object({}) });
    const patient = actor({
      contract: messages,
      description: 'Waits.',
      retry: { attempts: 1 },
      handlers: {
        async wait(ctx) {
          attempts.push(ctx.attempt);
          if (attempts.length === 1)
            await new Promise((_, reject) =>
              ctx.signal.addEventListener('abort', () => reject(ctx.signal.reason)),
            );
        },
      },
    });
    const first = await harness.start(patient);
    await harness.send(messages, 'wait', { tenant: 'ten_a' }, {});
    await waitFor('the handler to run', () => attempts.length === 1);
    await first.stop();
    await harness.start(patient);
    await harness.drained(kind);
    expect(attempts).toEqual([1, 1]);
    expect(await deadLetters(kind)).toEqual([]);
  });
});
