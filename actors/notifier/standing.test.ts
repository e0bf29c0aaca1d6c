import { afterAll, beforeAll, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { changeConnection } from '../../db/channels/change-connection.ts';
import { readConnection } from '../../db/channels/connections.ts';
import { readPlatformBot } from '../../db/channels/platform-bots.ts';
import type { Connection, Standing } from '../contracts/channels.ts';
import { peopleOf } from './test-kit/people.ts';
import { startTelling, type Telling } from './test-kit/telling.ts';

let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
});
afterAll(() => telling.close());

async function setUp() {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const ana = await people.person();
  await people.subscribe(ana);
  const bot = await people.connection('telegram');
  const stored = () => firm.read((tx) => readConnection(tx, bot));
  const change = (changes: Parameters<typeof changeConnection>[2]) =>
    firm.write((tx) => changeConnection(tx, bot, changes, undefined));
  return { firm, people, ana, bot, stored, change };
}

/** Says it as the adapter does, and waits until the platform has dealt with it. */
async function say(connection: string, said: Omit<Standing, 'at'>) {
  const { telegram, running } = telling;
  const before = await adopted();
  await telegram.stand(connection, { at: new Date().toISOString(), ...said });
  await waitFor('the word to be taken', async () => (await adopted()) > before);
  await running.harness.drained('notifier');
}
const adopted = async () =>
  (await telling.running.harness.admin.query<{ n: number }>('select count(*) as n from rt.adoptions')).rows[0]
    ?.n ?? 0;

const revoked = { ended: { code: '401', detail: 'Unauthorized' } };

test('a bot’s name is kept, forgotten with its secrets, and what is said of the old ones is not believed', async () => {
  const { bot, stored, change } = await setUp();
  await say(bot, { version: 1, username: 'antes_bot' });
  expect((await stored())?.botName).toBe('antes_bot');
  await change({ name: 'Outro nome' });
  expect((await stored())?.botName).toBe('antes_bot');
  await change({ sealed: 'others' });
  expect(await stored()).toMatchObject({ version: 3, botName: null });
  await say(bot, { version: 2, username: 'antes_bot' });
  await say(bot, { version: 2, ...revoked });
  expect(await stored()).toMatchObject({ status: 'active', botName: null });
  await say(bot, { version: 3, username: 'depois_bot' });
  expect((await stored())?.botName).toBe('depois_bot');
});

test('one that its provider has ended is switched off once; its adapter hears of it, and the firm', async () => {
  const { firm, people, ana, bot, stored, change } = await setUp();
  const heard: Connection[] = [];
  const subscription = await telling.telegram.listen('lux.channels.telegram.>', (one) =>
    heard.push(one as Connection),
  );
  await say(bot, { version: 1, ...revoked });
  await say(bot, { version: 1, ...revoked });
  await waitFor('the word to the adapter', () =>
    heard.some(({ id, status }) => id === bot && status === 'paused'),
  );
  subscription.unsubscribe();
  expect(await stored()).toMatchObject({ status: 'disabled', version: 2 });
  expect(await firm.events('channel.disabled')).toMatchObject([
    { data: { channel: 'telegram', connectionId: bot, reason: '401: Unauthorized' } },
  ]);
  expect(await people.notifications(ana)).toMatchObject([
    { content: { title: expect.stringContaining('canal') } },
  ]);
  // Set active again by the firm: the old word is about what was before.
  await change({ status: 'active' });
  await say(bot, { version: 2, ...revoked });
  expect((await stored())?.status).toBe('active');
});

test('an adapter is believed of its own channel only, and of a connection that is whose it is', async () => {
  const { people } = await setUp();
  const slack = await people.connection('slack');
  await say(slack, { version: 1, ...revoked });
  const other = await setUp();
  expect((await other.stored())?.status).toBe('active');
  const [row] = (
    await telling.running.harness.admin.query<{ status: string }>(
      'select status from channel_connections where id = $1',
      [slack],
    )
  ).rows;
  expect(row?.status).toBe('active');
});

test('the platform’s own bot has a name that every firm may read, of the latest start, and none once it is dead', async () => {
  const { firm } = await setUp();
  const name = () => firm.read((tx) => readPlatformBot(tx, 'telegram'));
  await say('platform-telegram', { version: 200, username: 'direitolux_bot' });
  expect(await name()).toBe('direitolux_bot');
  await say('platform-telegram', { version: 100, username: 'de_antes_bot' });
  expect(await name()).toBe('direitolux_bot');
  await say('platform-telegram', { version: 300, username: 'outro_bot' });
  expect(await name()).toBe('outro_bot');
  await say('platform-telegram', { version: 300, ...revoked });
  expect(await name()).toBeUndefined();
});
