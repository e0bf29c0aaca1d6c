import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { acknowledge } from '../../../db/notifications/acknowledge.ts';
import { peopleOf } from '../test-kit/people.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';

const MINUTE = 60_000;
let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
});
afterAll(() => telling.close());
beforeEach(() => {
  telling.running.clock.aheadMs = 0;
});

async function setUp() {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const [ana, bia] = [await people.person({ name: 'Ana' }), await people.person({ name: 'Bia' })];
  await people.link(ana, 'telegram', '1', await people.connection('telegram'));
  await people.subscribe(ana, { channels: ['inbox'] });
  await people.policy([{ afterMinutes: 30 }, { afterMinutes: 60, personId: bia }]);
  const process = await firm.process();
  await firm.happen(firm.movement(process, 'critical'));
  await telling.drained();
  const [first] = await people.notifications(ana);
  return { firm, people, ana, bia, process, root: first?.id ?? '' };
}

test('unacknowledged it goes to the next channel, then to the next person, and the chain is there to see', async () => {
  const { people, ana, bia, root } = await setUp();
  const channels = async () => (await people.sends(ana)).map(({ channel }) => channel);
  expect(await channels()).toEqual(['inbox']);
  await telling.pass(31 * MINUTE);
  expect(await channels()).toEqual(['inbox', 'telegram']);
  expect(await people.notifications(bia)).toEqual([]);
  await telling.pass(30 * MINUTE);
  const [passedOn] = await people.notifications(bia);
  expect(passedOn).toMatchObject({ kind: 'escalation', needsAck: true, rootId: root });
  expect(passedOn?.content?.title).toStartWith('Sem ciência até agora');
  expect((await people.chain(root)).map(({ personId, step }) => [personId, step])).toEqual([
    [ana, null],
    [bia, 2],
  ]);
  const steps = (await people.ledger(root)).flatMap(({ state, reason }) =>
    state === 'escalated' ? reason : [],
  );
  expect(steps).toEqual(['step 1: telegram', `step 2: ${bia}`]);
});

test('once somebody has taken notice nobody else is told, and it is told once', async () => {
  const { firm, people, ana, bia, root } = await setUp();
  const at = new Date().toISOString();
  const take = () => firm.write((tx) => acknowledge(tx, root, { by: null, how: 'link', at }));
  expect(await take()).toEqual([root]);
  expect(await take()).toEqual([]);
  await telling.pass(61 * MINUTE);
  expect((await people.sends(ana)).map(({ channel }) => channel)).toEqual(['inbox']);
  expect(await people.notifications(bia)).toEqual([]);
  expect(await firm.events('notification.acknowledged')).toHaveLength(1);
});

test('the one who took over takes notice for the whole chain', async () => {
  const { firm, people, ana, bia, root } = await setUp();
  await telling.pass(61 * MINUTE);
  const [mine] = await people.notifications(bia);
  const at = new Date().toISOString();
  const ids = await firm.write((tx) => acknowledge(tx, mine?.id ?? '', { by: bia, how: 'chat', at }));
  expect(ids?.sort()).toEqual([root, mine?.id ?? ''].sort());
  expect((await people.notifications(ana))[0]?.acknowledgedAt).not.toBeNull();
});

test('what is not critical asks for nothing and escalates nowhere', async () => {
  const { firm, people, ana, bia, process } = await setUp();
  await firm.happen(firm.movement(process, 'high'));
  await telling.drained();
  const important = (await people.notifications(ana)).find(({ needsAck }) => !needsAck);
  expect(important?.ackToken).toBeNull();
  await telling.pass(61 * MINUTE);
  expect((await people.notifications(bia)).map(({ rootId }) => rootId)).not.toContain(important?.id ?? '');
});
