import { afterAll, beforeAll, expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { newEvent } from '../../../db/events/append.ts';
import { notifier } from '../../contracts/notifier.ts';
import type { FakeAdapter } from '../test-kit/fake-adapter.ts';
import { peopleOf } from '../test-kit/people.ts';
import type { Running } from '../test-kit/running.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';

let telling: Telling;
let running: Running;
let telegram: FakeAdapter;
beforeAll(async () => {
  telling = await startTelling();
  ({ running, telegram } = telling);
});
afterAll(() => telling.close());

const drained = () => telling.drained();

test('a movement reaches the inbox of who wants it, once, and nobody else', async () => {
  const firm = running.firm();
  const people = peopleOf(firm);
  const [ana, bia] = [await people.person({ name: 'Ana' }), await people.person({ name: 'Bia' })];
  const process = await firm.process({ tags: ['urgente'] });
  await people.subscribe(ana, { include: { tags: ['urgente'] } });
  await people.subscribe(ana, { include: { tribunals: ['tjsp'] } });
  await people.subscribe(bia, { include: { tags: ['outra'] } });
  const eventIds = await firm.happen(firm.movement(process, 'high'));
  await running.harness.send(notifier, 'notify', { tenant: firm.tenant }, { eventIds });
  await drained();
  const told = await people.notifications(ana);
  expect(told).toMatchObject([{ kind: 'single', state: 'delivered', eventIds, needsAck: false }]);
  expect(told[0]?.content?.title).toBe('Andamento 1');
  expect(await people.notices(ana)).toMatchObject([
    { channel: 'inbox', outcome: 'sent', eventClass: 'important' },
  ]);
  expect(await people.notifications(bia)).toEqual([]);
  expect(await firm.events('notification.send')).toHaveLength(1);
});

test('a message goes to the adapter as the ledger says, and its receipts come back into the ledger', async () => {
  const firm = running.firm();
  const people = peopleOf(firm);
  const ana = await people.person();
  const connection = await people.connection('telegram');
  await people.link(ana, 'telegram', '4711', connection);
  await people.subscribe(ana);
  const process = await firm.process();
  telegram.answer = () => ({ state: 'sent', providerId: `p-${connection}` });
  await firm.happen(firm.movement(process, 'critical'));
  await waitFor('the message at the adapter', () => telegram.outbound.some((o) => o.tenant === firm.tenant));
  const [outbound] = telegram.outbound.filter((o) => o.tenant === firm.tenant);
  expect(outbound).toMatchObject({ connection, address: { to: '4711' }, thread: process });
  expect(outbound?.content.buttons[0]).toMatchObject({ label: 'Ciente', command: { name: 'ciente' } });
  expect(outbound?.content.footer.join(' ')).toContain('não é citação nem intimação');
  const send = async () => (await people.sends(ana)).find(({ channel }) => channel === 'telegram');
  await waitFor('the send to be sent', async () => (await send())?.state === 'sent');
  // Only the provider's own id, and out of order.
  await telegram.say(connection, {
    providerId: `p-${connection}`,
    state: 'read',
    at: new Date().toISOString(),
  });
  await waitFor('the send to be read', async () => (await send())?.state === 'read');
  await telegram.say(connection, {
    providerId: `p-${connection}`,
    state: 'delivered',
    at: new Date().toISOString(),
  });
  await drained();
  expect(await send()).toMatchObject({ state: 'read', nextAttemptAt: null, attempts: 0 });
  const [notification] = await people.notifications(ana);
  const ledger = await people.ledger(notification?.id ?? '');
  expect(
    ledger
      .filter(({ sendId }) => sendId?.startsWith('snd_'))
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['delivered', 'queued', 'read', 'sent'].sort());
  expect(await firm.events('notification.delivered')).toHaveLength(1);
});

test('the silent first import stays silent', async () => {
  const firm = running.firm();
  const people = peopleOf(firm);
  const ana = await people.person();
  await people.subscribe(ana);
  const process = await firm.process();
  await firm.happen(
    newEvent('process.imported', {
      aggregate: 'process',
      aggregateId: process,
      version: 1,
      data: { process: { id: process, number: '0', label: null }, instance: {}, movements: [] } as never,
    }),
  );
  await drained();
  expect(await people.notices(ana)).toEqual([]);
});
