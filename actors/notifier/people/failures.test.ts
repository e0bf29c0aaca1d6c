import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { changeConnection } from '../../../db/channels/change-connection.ts';
import { readConnection } from '../../../db/channels/connections.ts';
import type { Connection, Outbound } from '../../contracts/channels.ts';
import { startFakeAdapter } from '../test-kit/fake-adapter.ts';
import { peopleOf } from '../test-kit/people.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';

let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
});
afterAll(() => telling.close());
beforeEach(() => {
  telling.running.clock.aheadMs = 0;
  telling.telegram.answer = () => undefined;
});

async function setUp() {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const ana = await people.person({ email: `ana-${firm.tenant}@example.com` });
  const [bot, mail] = [await people.connection('telegram'), await people.connection('email')];
  await people.link(ana, 'telegram', '1', bot);
  await people.subscribe(ana, { channels: ['telegram'] });
  const process = await firm.process();
  const move = async (importance: 'critical' | 'high') => {
    await firm.happen(firm.movement(process, importance));
    await telling.drained();
  };
  const send = async (channel: string) =>
    (await people.sends(ana)).filter((one) => one.channel === channel).at(-1);
  const handed = () => telling.telegram.outbound.filter(({ tenant }) => tenant === firm.tenant);
  return { firm, people, ana, bot, mail, move, send, handed };
}

const failing =
  (failureClass: string, more: object = {}) =>
  () => ({
    state: 'failed',
    error: { class: failureClass, code: '403', detail: 'bot was blocked', ...more } as never,
  });

test('a passing failure: the same message under the same id, when the provider wants it', async () => {
  const { move, send, handed } = await setUp();
  telling.telegram.answer = failing('retry', { retryAfterMs: 60_000 });
  await move('high');
  await waitFor('the failure', async () => (await send('telegram'))?.attempts === 1);
  expect(await send('telegram')).toMatchObject({ state: 'queued', errorCode: '403' });
  telling.telegram.answer = () => ({ state: 'sent', providerId: 'p' });
  await telling.pass(61_000);
  await waitFor('the message to be sent', async () => (await send('telegram'))?.state === 'sent');
  const ids = new Set(handed().map((outbound: Outbound) => outbound.id));
  expect([handed().length, ids.size]).toEqual([2, 1]);
});

test('a bot that was blocked: the link is dead, the firm is told, and the message goes by mail', async () => {
  const { firm, people, ana, move, send } = await setUp();
  telling.telegram.answer = failing('disable-link');
  await move('high');
  await waitFor('the next channel', async () => (await send('email')) !== undefined);
  expect(await send('telegram')).toMatchObject({ state: 'failed', nextAttemptAt: null });
  expect(await firm.events('channel.disabled')).toMatchObject([
    { data: { channel: 'telegram', personId: ana } },
  ]);
  expect(await firm.events('notification.failed')).toHaveLength(1);
  // The next one knows.
  await move('critical');
  expect((await people.notices(ana)).map(({ channel, reason }) => `${channel} ${reason}`)).toContain(
    'telegram no-link',
  );
});

test('a token that was revoked: the connection is switched off and its adapter hears of it', async () => {
  const { bot, move } = await setUp();
  const heard: Connection[] = [];
  const subscription = await telling.telegram.listen('lux.channels.telegram.>', (one) =>
    heard.push(one as Connection),
  );
  telling.telegram.answer = failing('disable-connection');
  await move('high');
  await waitFor('the word to the adapter', () =>
    heard.some(({ id, status }) => id === bot && status === 'paused'),
  );
  subscription.unsubscribe();
});

test('a token that was revoked after the firm gave another: the connection stays, and the message goes over the new one', async () => {
  const { firm, bot, move, send, handed } = await setUp();
  telling.telegram.answer = () => undefined;
  await move('high');
  await waitFor('the message', () => handed().length === 1);
  await firm.write((tx) => changeConnection(tx, bot, { sealed: 'others' }, undefined));
  const failed = { ...failing('disable-connection')(), at: new Date().toISOString(), id: handed()[0]?.id };
  await telling.telegram.say(bot, { ...failed, version: 1 });
  await waitFor('the receipt', async () => (await send('telegram'))?.attempts === 1);
  await telling.drained();
  const status = async () => (await firm.read((tx) => readConnection(tx, bot)))?.status;
  expect(await status()).toBe('active');
  expect(await firm.events('channel.disabled')).toEqual([]);
  telling.telegram.answer = () => ({ state: 'sent', version: 2 });
  await telling.pass(15_000);
  await waitFor('the message to be sent', async () => (await send('telegram'))?.state === 'sent');
  // Said of the secrets that it has, it is believed.
  telling.telegram.answer = () => ({ ...failing('disable-connection')(), version: 2 });
  await move('critical');
  await waitFor('the end of the connection', async () => (await status()) === 'disabled');
});

test('secrets that the firm gives while a receipt is being written down are not those that it is about', async () => {
  const { firm, people, ana, bot, move, send, handed } = await setUp();
  await move('high');
  await waitFor('the message', () => handed().length === 1);
  const [notification] = await people.notifications(ana);
  const other = await telling.running.harness.admin.connect();
  try {
    await other.query('begin');
    await other.query('select 1 from notifications where id = $1 for update', [notification?.id]);
    const failed = { ...failing('disable-connection')(), at: new Date().toISOString(), id: handed()[0]?.id };
    await telling.telegram.say(bot, { ...failed, version: 1 });
    await waitFor('the receipt to wait', async () => {
      const text = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%from notifications where%for update%'`;
      return ((await telling.running.harness.admin.query(text)).rowCount ?? 0) > 0;
    });
    await firm.write((tx) => changeConnection(tx, bot, { sealed: 'others' }, undefined));
  } finally {
    await other.query('commit');
    other.release();
  }
  await waitFor('the receipt', async () => (await send('telegram'))?.state === 'failed');
  await telling.drained();
  expect((await firm.read((tx) => readConnection(tx, bot)))?.status).toBe('active');
  expect(await firm.events('channel.disabled')).toEqual([]);
});

test('a message that is wrong is given up; what is critical is tried elsewhere all the same', async () => {
  const { move, send } = await setUp();
  telling.telegram.answer = failing('terminal');
  await move('high');
  await waitFor('the end', async () => (await send('telegram'))?.state === 'failed');
  await telling.drained();
  expect(await send('email')).toBeUndefined();
  await move('critical');
  await waitFor('the mail', async () => (await send('email')) !== undefined);
});

test('no receipt: handed over again under the same id, then on to the next channel', async () => {
  const { move, send, handed } = await setUp();
  await move('high');
  await waitFor('the message', () => handed().length === 1);
  // At once after the commit, and once more under the broker's same id, which it drops.
  await telling.pass(20_000);
  for (const minutes of [6, 11, 21]) await telling.pass(minutes * 60_000);
  await waitFor('four times', () => handed().length === 4);
  expect(new Set(handed().map(({ id }) => id)).size).toBe(1);
  await telling.pass(41 * 60_000);
  await waitFor('the next channel', async () => (await send('email')) !== undefined);
  expect(await send('telegram')).toMatchObject({ state: 'failed', errorCode: 'no-receipt' });
});

test('what an adapter says wrongly goes to the dead letters with the reason, and stops nothing', async () => {
  const { bot, move, send } = await setUp();
  const { telegram, running } = telling;
  await telegram.say(bot, '{');
  await telegram.say(bot, { id: 'nonsense', state: 'sent', at: new Date().toISOString() });
  await telegram.say(bot, { state: 'sent', at: new Date().toISOString() });
  await telegram.say(bot, { id: 'x', state: 'lost', at: 'yesterday' });
  await telegram.write(bot, { id: '1' });
  const reasons = async () => {
    const text = `select error from rt.dead_letters where type = 'inbound' and payload ->> 'subject' like '%' || $1 || '%'`;
    return (await running.harness.admin.query(text, [bot])).rows.map(({ error }) => error as string);
  };
  await waitFor('five dead letters', async () => (await reasons()).length === 5);
  const all = (await reasons()).join('\n');
  for (const part of ['not JSON', 'no id of an Outbound', 'an id or a providerId', '/receipt/', '/inbound/'])
    expect(all).toContain(part);
  telegram.answer = () => ({ state: 'sent' });
  await move('high');
  await waitFor('the next message', async () => (await send('telegram'))?.state === 'sent');
});

test('a receipt by another connection or channel than the send went over changes nothing, and is kept with its reason', async () => {
  const { bot, people, ana, move, send, handed } = await setUp();
  await move('high');
  await waitFor('the message', () => handed().length === 1);
  const [outbound] = handed();
  const stranger = await setUp();
  const { telegram, running } = telling;
  const read = { id: outbound?.id, state: 'read', at: new Date().toISOString() };
  await telegram.say(stranger.bot, read);
  const whatsapp = await startFakeAdapter(running.harness, 'whatsapp');
  await whatsapp.say(bot, read);
  await whatsapp.close();
  const reasons = async () =>
    (
      await running.harness.admin.query<{ error: string }>(
        `select error from rt.dead_letters where type = 'receipt' and key = $1`,
        [ana],
      )
    ).rows.map(({ error }) => error);
  await waitFor('both dead letters', async () => (await reasons()).length === 2);
  expect((await reasons()).join()).toContain(stranger.bot);
  expect(await send('telegram')).toMatchObject({ state: 'queued', readAt: null });
  const [notification] = await people.notifications(ana);
  expect((await people.ledger(notification?.id ?? '')).map(({ state }) => state)).not.toContain('read');
  await telegram.say(bot, read);
  await waitFor('the receipt of its own', async () => (await send('telegram'))?.state === 'read');
});

test('an adapter that has started is told of every connection', async () => {
  const { bot } = await setUp();
  const heard: Connection[] = [];
  const subscription = await telling.telegram.listen('lux.channels.telegram.>', (one) =>
    heard.push(one as Connection),
  );
  await telling.telegram.hello();
  await waitFor('the connection', () => heard.some(({ id, status }) => id === bot && status === 'active'));
  subscription.unsubscribe();
});

test('with the broker away nothing is lost, and it goes on when the broker is back', async () => {
  const { move, handed, send } = await setUp();
  const { nats } = telling.running.harness;
  nats.kill9();
  await move('high');
  expect(await send('telegram')).toMatchObject({ state: 'queued', handed: 0 });
  await nats.restart();
  await waitFor('the message', () => handed().length > 0, { withinMs: 60_000 });
});
