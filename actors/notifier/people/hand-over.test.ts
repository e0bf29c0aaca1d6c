import { afterAll, beforeAll, expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import type { Outbound } from '../../contracts/channels.ts';
import { createToAdapters, TooLargeForBroker } from '../../runtime/nats/to-adapters.ts';
import { peopleOf } from '../test-kit/people.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';

let telling: Telling;
/** How often the broker refuses from now on, although it is there. */
let refusals = 0;
/** The title of what is too large for it. */
let tooLarge: string | undefined;
let published = 0;
beforeAll(async () => {
  telling = await startTelling((adapters) => ({
    get ready() {
      return adapters.ready;
    },
    async publish(subject, id, body) {
      if (subject.startsWith('lux.out.')) {
        if ((body as Outbound).content.title === tooLarge) throw new TooLargeForBroker(subject);
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
