import { afterAll, beforeAll, expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import type { Outbound } from '../../contracts/channels.ts';
import { notifier } from '../../contracts/notifier.ts';
import { createToAdapters, TooLargeForBroker } from '../../runtime/nats/to-adapters.ts';
import { startFakeAdapter } from '../test-kit/fake-adapter.ts';
import { peopleOf } from '../test-kit/people.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';

let telling: Telling;
/** How often the broker refuses from now on, although it is there. */
let refusals = 0;
/** The title of what is too large for it. */
let tooLarge: string | undefined;
let published = 0;
/** Nothing of this channel is taken. */
let closed: string | undefined;
beforeAll(async () => {
  telling = await startTelling((adapters) => ({
    get ready() {
      return adapters.ready;
    },
    async publish(subject, id, body) {
      if (subject.startsWith('lux.out.')) {
        if ((body as Outbound).content.title === tooLarge) throw new TooLargeForBroker(subject);
        if (closed && subject.startsWith(`lux.out.${closed}.`)) throw new Error('not now');
        if (refusals > 0) {
          refusals--;
          throw new Error('not now');
        }
        published++;
      }
      await adapters.publish(subject, id, body);
    },
  }));
});
afterAll(() => telling.close());

async function setUp() {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const ana = await people.person();
  await people.link(ana, 'telegram', '1', await people.connection('telegram'));
  await people.subscribe(ana, { channels: ['telegram'] });
  const process = await firm.process();
  const move = async () => {
    await firm.happen(firm.movement(process, 'critical'));
    await telling.drained();
  };
  const told = () =>
    telling.telegram.outbound.flatMap(({ tenant, content }) => (tenant === firm.tenant ? content.title : []));
  const dispatches = async () => {
    const text = `select 1 from rt.messages where kind = 'notifier' and tenant = $1 and type = 'dispatch'`;
    return (await telling.running.harness.admin.query(text, [firm.tenant])).rowCount;
  };
  const send = async (at = -1) =>
    (await people.sends(ana)).filter(({ channel }) => channel === 'telegram').at(at);
  return { move, told, dispatches, send };
}

test('a message is with its adapter right after its commit, and its receipt leaves nothing to do', async () => {
  telling.telegram.answer = () => ({ state: 'sent' });
  const { move, told, send } = await setUp();
  await move();
  await waitFor('the receipt', async () => (await send())?.state === 'sent');
  // Nobody but the commit itself has handed it over.
  expect(await send()).toMatchObject({ handed: 0, nextAttemptAt: null });
  await telling.pass(20_000);
  expect(told()).toEqual(['Andamento 1']);
  expect((await send())?.handed).toBe(0);
});

test('what comes to nothing after the commit is handed over by the reminder, before what came later', async () => {
  telling.telegram.answer = () => undefined;
  const { move, told, dispatches, send } = await setUp();
  refusals = 1;
  await move();
  await waitFor('the refusal', () => refusals === 0);
  expect([told(), await dispatches()]).toEqual([[], 1]);
  await telling.pass(20_000);
  await waitFor('the message', () => told().length === 1);
  expect(await send()).toMatchObject({ state: 'queued', handed: 1 });
});

test('a receipt that asks for a repetition in an hour does not hold up what waits beside it', async () => {
  const { move, told, send } = await setUp();
  telling.telegram.answer = () => undefined;
  await move();
  await waitFor('the first', () => told().length === 1);
  const [first] = telling.telegram.outbound.slice(-1);
  refusals = 1;
  await move();
  await waitFor('the refusal', () => refusals === 0);
  await telling.telegram.say(first?.connection ?? '', {
    id: first?.id,
    at: new Date().toISOString(),
    state: 'failed',
    error: { class: 'retry', code: '429', detail: 'later', retryAfterMs: 3_600_000 },
  });
  await waitFor('the receipt', async () => (await send(0))?.attempts === 1);
  await telling.pass(20_000);
  await waitFor('the second', () => told().length === 2);
  expect(told()).toEqual(['Andamento 1', 'Andamento 2']);
});

test('one that the broker never takes is given up, and holds up neither its chat nor another channel', async () => {
  const { move, told, send } = await setUp();
  telling.telegram.answer = () => undefined;
  tooLarge = 'Andamento 1';
  await move();
  await move();
  await waitFor('the second', () => told().length === 1);
  await telling.pass(20_000);
  tooLarge = undefined;
  expect(await send(0)).toMatchObject({ state: 'failed', errorCode: 'too-large' });
  expect(told()).toEqual(['Andamento 2']);
});

test('the broker’s own limit is told apart from a broker that is busy', async () => {
  const adapters = createToAdapters(telling.running.harness.broker, 1);
  const sent = adapters.publish('lux.out.telegram.ten_a', 'large', { text: 'x'.repeat(2_000_000) });
  await expect(sent).rejects.toBeInstanceOf(TooLargeForBroker);
});

test('what was handed over a moment ago is not handed over with each that follows', async () => {
  const { move, told } = await setUp();
  telling.telegram.answer = () => undefined;
  const before = published;
  for (let i = 0; i < 6; i++) await move();
  await waitFor('all', () => told().length === 6);
  expect(published - before).toBe(6);
});

test('a refusal does not change the order in which a chat is told', async () => {
  telling.telegram.answer = () => undefined;
  const { move, told } = await setUp();
  refusals = 1;
  await move();
  await waitFor('the refusal', () => refusals === 0);
  await move();
  await waitFor('both', () => told().length === 2);
  expect(told()).toEqual(['Andamento 1', 'Andamento 2']);
  await telling.pass(20_000);
  expect(told()).toHaveLength(2);
});

/** Ana in a chat that nothing goes to, and at a mailbox; each with a message that waits. */
async function setUpClosed() {
  closed = 'telegram';
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const ana = await people.person({ email: `ana-${firm.tenant}@example.com` });
  await people.link(ana, 'telegram', '1', await people.connection('telegram'));
  await people.connection('email');
  await people.subscribe(ana, { channels: ['telegram'] });
  await firm.happen(firm.movement(await firm.process(), 'critical'));
  await telling.drained();
  const [chat] = (await people.sends(ana)).filter(({ channel }) => channel === 'telegram');
  const lane = { tenant: firm.tenant, key: ana };
  const change = (text: string) => firm.write((tx) => tx.client.query(text, [firm.tenant, chat?.id]));
  return {
    people,
    change,
    /** More that is due on a channel to the address that the person has there. */
    copies: (count: number, channel: string, due: string) =>
      change(`insert into notification_sends (tenant_id, id, notification_id, person_id, channel, link_id, connection_id, address, state, next_attempt_at)
        select s.tenant_id, 'snd_' || lpad(n::text, 26, '${channel[0]}'), s.notification_id, s.person_id, l.channel, l.id, c.id, l.address, 'queued', now() - interval '${due}'
        from notification_sends s
        join channel_links l on l.person_id = s.person_id and l.channel = '${channel}'
        join channel_connections c on c.tenant_id = $1 and c.channel = l.channel, generate_series(1, ${count}) n
        where s.tenant_id = $1 and s.id = $2`),
    sends: (channel: string) => people.sends(ana).then((all) => all.filter((one) => one.channel === channel)),
    /** Turns of the lane that wait for no time to come. */
    dueTurns: async () => {
      const text = `select 1 from rt.messages
        where kind = 'notifier' and tenant = $1 and type = 'dispatch' and coalesce(due_at, now()) <= now()`;
      return (await telling.running.harness.admin.query(text, [firm.tenant])).rowCount;
    },
    dispatch: async () => {
      await telling.running.harness.send(notifier, 'dispatch', lane, {});
      await telling.drained();
    },
  };
}

test('what waits in a chat of which nothing is taken hides no other channel, however much it is', async () => {
  const { copies, sends, dispatch } = await setUpClosed();
  const mail = await startFakeAdapter(telling.running.harness, 'email');
  try {
    await copies(100, 'telegram', '2 minutes');
    await copies(3, 'email', '1 minute');
    await dispatch();
    await waitFor('the mails', () => mail.outbound.length === 3);
    expect((await sends('email')).map(({ handed }) => handed)).toEqual([1, 1, 1]);
    expect((await sends('telegram')).every(({ handed, state }) => handed === 0 && state === 'queued')).toBe(
      true,
    );
    closed = undefined;
    await telling.pass(20_000);
    await waitFor('the chat', async () => (await sends('telegram')).every(({ handed }) => handed > 0));
  } finally {
    closed = undefined;
    await mail.close();
  }
});

test('a turn that was full is followed by the next at once, although a chat is stuck', async () => {
  const { copies, sends, dispatch, dueTurns } = await setUpClosed();
  const mail = await startFakeAdapter(telling.running.harness, 'email');
  try {
    await copies(1, 'telegram', '10 minutes');
    await copies(150, 'email', '1 minute');
    await dispatch();
    await waitFor('no turn to be due now', async () => (await dueTurns()) === 0);
    expect((await sends('email')).filter(({ handed }) => handed === 1)).toHaveLength(150);
    expect((await sends('telegram')).every(({ handed }) => handed === 0)).toBe(true);
  } finally {
    closed = undefined;
    await mail.close();
  }
});

test('one that has no connection is given up at once, and goes on to the next channel', async () => {
  const { change, sends, dispatch } = await setUpClosed();
  closed = undefined;
  await change('update notification_sends set connection_id = null where tenant_id = $1 and id = $2');
  await dispatch();
  expect(await sends('telegram')).toMatchObject([{ state: 'failed', errorCode: 'no-connection' }]);
  await waitFor('the mail', async () => (await sends('email')).length === 1);
});
