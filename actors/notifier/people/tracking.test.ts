import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { writeChannelPrices } from '../../../db/channel-prices/prices.ts';
import { createJob } from '../../../db/jobs/create.ts';
import { readStatistics } from '../../../db/notifications/statistics.ts';
import { newId } from '../../contracts/ids.ts';
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
  telling.telegram.answer = () => ({ state: 'sent' });
});

/** Ana is told in a chat, and has a mailbox besides. */
async function setUp(importance: 'critical' | 'high' = 'high') {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const ana = await people.person({ email: `ana-${firm.tenant}@example.com` });
  const bot = await people.connection('telegram');
  await people.connection('email');
  const link = await people.link(ana, 'telegram', '1', bot);
  await people.subscribe(ana, { channels: ['telegram'] });
  const process = await firm.process();
  await firm.happen(firm.movement(process, importance));
  await telling.drained();
  const [notification] = await people.notifications(ana);
  const id = notification?.id ?? '';
  const lane = { tenant: firm.tenant, key: ana };
  return {
    firm,
    ana,
    bot,
    link,
    id,
    lane,
    send: async (channel = 'telegram') =>
      (await people.sends(ana)).filter((one) => one.channel === channel).at(-1),
    ledger: async (state: string) => (await people.ledger(id)).filter((step) => step.state === state),
    handed: () => telling.telegram.outbound.filter(({ tenant }) => tenant === firm.tenant),
    /** What the feed said of the message: channels, and why. */
    told: async () =>
      (await firm.events('notification.send')).map(({ aggregate_id: of, data }) => [
        of === id,
        data.channels.join(),
        data.reason,
      ]),
  };
}

const refused = (failureClass: string) => () => ({
  state: 'failed',
  error: { class: failureClass as never, code: '403', detail: 'bot was blocked' },
});

test('the feed tells of the first send, and of the next channel with its reason', async () => {
  telling.telegram.answer = refused('switch');
  const { send, told, firm, id } = await setUp();
  await waitFor('the mail', async () => (await send('email')) !== undefined);
  expect(await told()).toEqual([
    [true, 'telegram', undefined],
    [true, 'email', 'after telegram'],
  ]);
  const all = (
    await firm.read((tx) =>
      tx.client.query('select type from events where aggregate_id = $1 order by version', [id]),
    )
  ).rows;
  expect(all.map(({ type }) => type)).toEqual([
    'notification.send',
    'notification.failed',
    'notification.send',
  ]);
});

test('the feed tells of a message that is asked for again', async () => {
  const { firm, lane, id, told, send } = await setUp();
  await waitFor('the receipt', async () => (await send())?.state === 'sent');
  const { job } = await firm.write((tx) => createJob(tx, { type: 'notification.resend' }));
  await telling.running.harness.send(notifier, 'sendAgain', lane, { notificationId: id, jobId: job.id });
  await telling.drained();
  expect(await told()).toEqual([
    [true, 'telegram', undefined],
    [true, 'telegram', 'asked for again'],
  ]);
});

test('the feed tells of the channels that want of notice adds', async () => {
  const { told } = await setUp('critical');
  await telling.pass(24 * 60 * MINUTE);
  const [first, ...further] = await told();
  expect(first).toEqual([true, 'telegram,inbox', undefined]);
  expect(further[0]).toEqual([true, 'email', 'step 1']);
});

test('the feed tells of the message that follows its template', async () => {
  telling.telegram.answer = () => ({ state: 'sent', form: 'template' });
  const { lane, link, told, send } = await setUp();
  await waitFor('the template', async () => (await send())?.form === 'template');
  await telling.running.harness.send(notifier, 'windowOpened', lane, { linkId: link });
  await telling.drained();
  expect((await told())[1]).toEqual([true, 'telegram', 'after a template, the window has opened']);
});

test('a message follows its template when the person has written, unless what they wrote took longer than the window is open', async () => {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const [ana, connectionId] = [await people.person(), await people.connection('whatsapp')];
  const chat = '5511900000000';
  await people.link(ana, 'whatsapp', chat, connectionId);
  await people.subscribe(ana, { channels: ['whatsapp'] });
  await firm.happen(firm.movement(await firm.process(), 'high'));
  await telling.drained();
  await firm.write((tx) =>
    tx.client.query(
      "update notification_sends set state = 'sent', form = 'template' where channel = 'whatsapp' and person_id = $1",
      [ana],
    ),
  );
  const sent = async () => (await people.sends(ana)).filter(({ channel }) => channel === 'whatsapp').length;
  const write = async (hoursAgo: number) => {
    const at = new Date(Date.now() - hoursAgo * 60 * MINUTE).toISOString();
    const from = { chat, user: chat };
    await telling.running.harness.send(
      notifier,
      'converse',
      { tenant: firm.tenant, key: chat },
      {
        channel: 'whatsapp',
        connectionId,
        inbound: { id: newId('message'), at, from, private: true, text: 'oi' },
      },
    );
    await telling.drained();
    return sent();
  };
  expect(await sent()).toBe(1);
  expect(await write(25)).toBe(1);
  expect(await write(0)).toBe(2);
});

test('each time that a message is handed over for want of a receipt has its step', async () => {
  telling.telegram.answer = () => undefined;
  const { ledger, handed, send } = await setUp();
  await telling.pass(20_000);
  // Under the id that the broker has seen: no time of its own.
  expect(await ledger('queued')).toHaveLength(1);
  for (const minutes of [6, 11, 21, 41]) await telling.pass(minutes * MINUTE);
  await waitFor('the end', async () => (await send())?.state === 'failed');
  expect((await ledger('queued')).slice(0, handed().length)).toMatchObject([
    { reason: null },
    ...Array(handed().length - 1).fill({ reason: 'again: no receipt came' }),
  ]);
  expect(await ledger('failed')).toMatchObject([{ reason: 'no-receipt' }]);
});

test('an adapter that answers every time is asked as often as the backoff says, each with its step', async () => {
  telling.telegram.answer = refused('retry');
  const { ledger, send } = await setUp();
  for (const [i, minutes] of [1, 2, 7, 20, 75, 230].entries()) {
    await waitFor(`answer ${i + 1}`, async () => (await send())?.attempts === i + 1);
    await telling.pass(minutes * MINUTE);
  }
  await waitFor('the end', async () => (await send())?.state === 'failed');
  expect(await send()).toMatchObject({ attempts: 7, errorCode: '403' });
  const again = (await ledger('queued')).filter(({ reason }) => reason === 'again: after 403');
  expect(again.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await ledger('failed')).toHaveLength(7);
});

test('what a message cost is in its ledger, also where the provider says so after its adapter', async () => {
  const { bot, ledger, handed, send } = await setUp();
  await waitFor('the receipt', async () => (await send())?.state === 'sent');
  const cost = { category: 'utility', billable: true };
  const status = {
    id: handed()[0]?.id,
    at: new Date().toISOString(),
    providerId: `p-${newId('send')}`,
    cost,
  };
  await telling.telegram.say(bot, { ...status, state: 'sent' });
  await waitFor('the cost', async () => (await send())?.cost !== null);
  await telling.telegram.say(bot, { ...status, state: 'delivered' });
  await waitFor('the receipt', async () => (await send())?.state === 'delivered');
  expect((await ledger('sent')).map((step) => step.cost)).toEqual([null, cost]);
  expect((await ledger('delivered')).map((step) => step.cost)).toEqual([cost]);
});

test('what the provider charges for has the price that the firm gave, and keeps it when that changes', async () => {
  const { firm, bot, ledger, handed, send } = await setUp();
  await waitFor('the receipt', async () => (await send())?.state === 'sent');
  const price = (cents: number) =>
    firm.write((tx) =>
      writeChannelPrices(
        tx,
        { currency: 'BRL', prices: [{ channel: 'telegram', category: 'utility', cents }] },
        undefined,
      ),
    );
  await price(3.75);
  const status = {
    id: handed()[0]?.id,
    at: new Date().toISOString(),
    cost: { category: 'utility', billable: true, cents: 9 },
  };
  await telling.telegram.say(bot, { ...status, state: 'delivered' });
  await waitFor('the receipt', async () => (await send())?.state === 'delivered');
  await price(5);
  await telling.telegram.say(bot, { ...status, state: 'read' });
  await waitFor('the next', async () => (await send())?.state === 'read');
  const booked = { category: 'utility', billable: true, cents: 3.75, currency: 'BRL' };
  expect((await send())?.cost).toEqual(booked);
  expect((await ledger('read')).map(({ cost }) => cost)).toEqual([booked]);
  const since = new Date(Date.now() - 60_000);
  const until = new Date(Date.now() + 60_000);
  const [statistics] = (await firm.read((tx) => readStatistics(tx, since, until))).filter(
    ({ channel }) => channel === 'telegram',
  );
  expect(statistics).toMatchObject({ billable: 1, costs: [{ currency: 'BRL', cents: 3.75 }] });
});
