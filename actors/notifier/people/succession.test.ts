import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { readEscalationPolicy } from '../../../db/escalation/policy.ts';
import { acknowledge } from '../../../db/notifications/acknowledge.ts';
import { erasePerson } from '../../../db/people/erase.ts';
import { notifier } from '../../contracts/notifier.ts';
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

/** Ana has a critical notice that nobody has taken notice of; Caio hears of the firm's own setup. */
async function setUp(steps: (bia: string) => { afterMinutes: number; personId?: string }[]) {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const [ana, bia] = [await people.person({ name: 'Ana' }), await people.person({ name: 'Bia Souza' })];
  const caio = await people.person({ name: 'Caio' });
  await people.subscribe(ana, { channels: ['inbox'] });
  await people.subscribe(caio, { include: { classes: ['operation'] }, channels: ['inbox'] });
  await people.policy(steps(bia));
  await firm.happen(firm.movement(await firm.process(), 'critical'));
  await telling.drained();
  const [root] = await people.notifications(ana);
  return {
    firm,
    people,
    ana,
    bia,
    caio,
    root: root?.id ?? '',
    /** As the API erases. */
    async erase(personId: string) {
      await firm.write((tx) => erasePerson(tx, personId));
      await telling.running.harness.send(notifier, 'succeed', { tenant: firm.tenant, key: personId }, {});
      await telling.drained();
    },
    policy: () => firm.read(readEscalationPolicy),
    told: async () => (await people.notifications(caio)).map(({ content }) => content?.title),
  };
}

test('what waited for somebody who was erased goes on to whom the policy names, once, and the firm is told to whom', async () => {
  const { firm, people, ana, bia, root, erase, told } = await setUp((b) => [
    { afterMinutes: 60, personId: b },
  ]);
  await erase(ana);
  const mine = await people.notifications(bia);
  expect(mine).toMatchObject([{ kind: 'escalation', needsAck: true, rootId: root }]);
  expect(await told()).toEqual([
    'Os avisos críticos de uma pessoa removida passaram a outra pessoa: Bia Souza',
  ]);
  expect(await firm.events('person.erased')).toMatchObject([
    { data: { personId: ana, successorId: bia, waiting: 1, steps: 0 } },
  ]);
  // The step of the policy comes to whom has it already.
  await telling.pass(61 * MINUTE);
  expect(await people.notifications(bia)).toHaveLength(1);
});

test('what waited of the last days goes on as one message, and who takes notice of it has taken notice of all', async () => {
  const {
    firm,
    people,
    ana,
    bia,
    root: old,
    erase,
  } = await setUp((b) => [{ afterMinutes: 60, personId: b }]);
  for (const _ of [1, 2]) {
    await firm.happen(firm.movement(await firm.process(), 'critical'));
    await telling.drained();
  }
  const fresh = (await people.notifications(ana)).slice(1);
  await firm.write((tx) =>
    tx.client.query(`update notifications set created_at = now() - interval '4 days' where id = $1`, [old]),
  );
  await erase(ana);
  expect(await firm.events('person.erased')).toMatchObject([{ data: { waiting: 2 } }]);
  const inherited = await people.notifications(bia);
  expect(inherited).toMatchObject([
    {
      kind: 'escalation',
      needsAck: true,
      rootId: null,
      eventIds: fresh.flatMap(({ eventIds }) => eventIds).reverse(),
      content: { title: '2 novidades sem ciência até agora' },
    },
  ]);
  // The step of the policy comes to whom has those already; the old one goes its own way.
  await telling.pass(61 * MINUTE);
  expect((await people.notifications(bia)).map(({ rootId }) => rootId)).toEqual([null, old]);
  const word = { by: bia, how: 'api', at: new Date().toISOString() } as const;
  const taken = await firm.write((tx) => acknowledge(tx, inherited[0]?.id ?? '', word));
  expect(taken?.toSorted()).toEqual([...inherited, ...fresh].map(({ id }) => id).toSorted());
  expect(await firm.events('notification.acknowledged')).toHaveLength(3);
  expect((await people.notifications(ana)).map(({ acknowledgedAt }) => acknowledgedAt !== null)).toEqual([
    false,
    true,
    true,
  ]);
});

test('who inherits several and is erased as well leaves them to the next', async () => {
  const { firm, people, ana, bia, caio, erase } = await setUp((b) => [{ afterMinutes: 60, personId: b }]);
  await firm.happen(firm.movement(await firm.process(), 'critical'));
  await telling.drained();
  const ids = (await people.notifications(ana)).map(({ id }) => id);
  await firm.write((tx) => erasePerson(tx, bia));
  await people.set(caio, 'user_id', 'usr_2');
  await people.user('usr_2', 'owner');
  const lane = { tenant: firm.tenant, key: bia };
  await telling.running.harness.send(notifier, 'inherit', lane, { notificationIds: ids, step: 1 });
  await telling.drained();
  const escalated = async () =>
    (await people.notifications(caio)).filter(({ kind }) => kind === 'escalation');
  expect((await escalated()).map(({ eventIds }) => eventIds.length)).toEqual([2]);
  await erase(ana);
  expect(await escalated()).toHaveLength(1);
});

test('who was told by the policy is not told again because the first was erased', async () => {
  const { people, ana, bia, root, erase } = await setUp((b) => [{ afterMinutes: 30, personId: b }]);
  await telling.pass(31 * MINUTE);
  expect(await people.notifications(bia)).toMatchObject([{ kind: 'escalation', rootId: root }]);
  await erase(ana);
  expect(await people.notifications(bia)).toHaveLength(1);
});

test('who may not sign in any more succeeds nobody', async () => {
  const { firm, people, ana, bia, caio, erase } = await setUp((b) => [{ afterMinutes: 30, personId: b }]);
  await people.set(bia, 'user_id', 'usr_3');
  await people.user('usr_3', 'member');
  await firm.write((tx) => tx.client.query(`update users set disabled_at = now() where id = 'usr_3'`));
  await firm.write((tx) =>
    tx.client.query('update escalation_policies set steps = $1', [
      JSON.stringify([
        { afterMinutes: 30, personId: bia },
        { afterMinutes: 60, personId: caio },
      ]),
    ]),
  );
  await erase(ana);
  expect(await people.notifications(bia)).toEqual([]);
  expect(await firm.events('person.erased')).toMatchObject([{ data: { successorId: caio } }]);
});

test('the steps of the policy that named them name their successor', async () => {
  const { people, ana, bia, erase, policy, told } = await setUp((b) => [
    { afterMinutes: 30, personId: b },
    { afterMinutes: 60 },
  ]);
  const owner = await people.person({ name: 'Dona', userId: 'usr_1' });
  await people.user('usr_1', 'owner');
  await erase(bia);
  expect((await policy()).steps).toEqual([{ afterMinutes: 30, personId: owner }, { afterMinutes: 60 }]);
  expect(await told()).toEqual(['Os avisos críticos de uma pessoa removida passaram a outra pessoa: Dona']);
  await telling.pass(31 * MINUTE);
  expect(await people.notifications(owner)).toMatchObject([{ kind: 'escalation' }]);
  expect((await people.notifications(ana))[0]?.acknowledgedAt).toBeNull();
});

test('where there is nobody the firm hears that', async () => {
  const { erase, ana, bia, told, policy } = await setUp((b) => [{ afterMinutes: 30, personId: b }]);
  await erase(bia);
  await erase(ana);
  expect((await policy()).steps).toEqual([]);
  expect(await told()).toEqual(
    Array(2).fill('Os avisos críticos de uma pessoa removida ficaram sem quem os receba'),
  );
});

test('one who is erased while a notice is on its way to them is succeeded all the same', async () => {
  const { firm, people, ana, bia, root, told } = await setUp((b) => [{ afterMinutes: 30, personId: b }]);
  await firm.write((tx) => erasePerson(tx, ana));
  await telling.running.harness.send(
    notifier,
    'takeOver',
    { tenant: firm.tenant, key: ana },
    { notificationId: root, step: 1 },
  );
  await telling.drained();
  expect(await people.notifications(bia)).toMatchObject([{ kind: 'escalation', rootId: root }]);
  expect(await told()).toHaveLength(1);
});

test('of somebody who had nothing to take notice of nobody is told', async () => {
  const { firm, caio, erase, people, told } = await setUp(() => []);
  const eva = await people.person({ name: 'Eva' });
  await erase(eva);
  expect(await told()).toEqual([]);
  expect(await firm.events('person.erased')).toMatchObject([{ data: { personId: eva, waiting: 0 } }]);
  expect(caio).toBeString();
});
