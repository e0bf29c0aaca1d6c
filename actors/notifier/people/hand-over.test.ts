import { afterAll, beforeAll, expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { peopleOf } from '../test-kit/people.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';

let telling: Telling;
/** How often the broker refuses from now on, although it is there. */
let refusals = 0;
beforeAll(async () => {
  telling = await startTelling((adapters) => ({
    get ready() {
      return adapters.ready;
    },
    async publish(subject, id, body) {
      if (subject.startsWith('lux.out.') && refusals-- > 0) throw new Error('not now');
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
  const send = async () => (await people.sends(ana)).filter(({ channel }) => channel === 'telegram').at(-1);
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
