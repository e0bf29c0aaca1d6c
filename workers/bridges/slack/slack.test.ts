import { afterEach, beforeEach, expect, test } from 'bun:test';
import { type SlackServer, startSlack } from '../../../compose/providers/slack/server.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { useChannel } from '../test-kit/channel-test.ts';
import { content } from '../test-kit/platform.ts';
import { createSlack } from './channel.ts';
import { readEvent } from './read.ts';

const channel = useChannel();
let slack: SlackServer;
beforeEach(() => {
  slack = startSlack({ redeliverMs: 50 });
});
afterEach(() => slack.stop());

async function start() {
  const started = await channel.start(createSlack({ apiUrl: slack.url }), {
    settings: { teamId: slack.team },
    secrets: { botToken: slack.token, signingSecret: slack.signingSecret },
  });
  await waitFor('the webhook to verify', () => slack.setWebhook(started.url).then(() => true));
  return started;
}
const here = { address: { to: 'D0ANA' } };

test('a slash command is answered where it was given, a press of a button too', async () => {
  const { send, message } = await start();
  slack.slash('U1', 'D0ANA', '/processo', '1004521-43.2025.8.26.0309');
  const asked = await message(0);
  expect(asked).toMatchObject({
    from: { chat: 'D0ANA', user: 'U1', name: 'ana' },
    private: true,
    command: { name: 'processo', argument: '1004521-43.2025.8.26.0309' },
  });
  expect((await send({ id: 'ntf_1', ...here, replyTo: asked.replyTo })).state).toBe('sent');
  expect(slack.answers).toHaveLength(1);
  expect(slack.sent).toHaveLength(0);
  const command = { name: 'ciente', input: { notification: 'ntf_1' } };
  await send({ id: 'ntf_2', ...here, content: content({ buttons: [{ label: 'Ciente', command }] }) });
  slack.press('U1', 'D0ANA', slack.sent[0]?.buttons[0]?.value ?? '');
  expect((await message(1)).command).toEqual(command);
});

test('an address to answer to that is used up does not keep the answer from coming', async () => {
  const { send, message } = await start();
  slack.slash('U1', 'D0ANA', '/ajuda', '');
  const { replyTo } = await message(0);
  for (let i = 0; i < 6; i++) await send({ id: `ntf_${i}`, ...here, replyTo });
  expect(slack.answers).toHaveLength(5);
  expect(slack.sent).toHaveLength(1);
}, 60_000);

test('answers go nowhere but to Slack', async () => {
  const { send } = await start();
  const calls: string[] = [];
  const elsewhere = Bun.serve({
    port: 0,
    hostname: 'localhost',
    fetch(request) {
      calls.push(request.url);
      return new Response();
    },
  });
  await send({ id: 'ntf_1', ...here, replyTo: `http://localhost:${elsewhere.port}/actions/1` });
  await elsewhere.stop(true);
  expect(calls).toEqual([]);
  expect(slack.sent).toHaveLength(1);
});

test('what belongs to one case is one thread', async () => {
  const { send } = await start();
  await send({ id: 'ntf_1', ...here, thread: 'prc_1' });
  await send({ id: 'ntf_2', ...here, thread: 'prc_1' });
  await send({ id: 'ntf_3', ...here, thread: 'prc_2' });
  const [first, second, third] = slack.sent;
  expect(first?.thread_ts).toBeUndefined();
  expect(second?.thread_ts).toBe(first?.ts as string);
  expect(third?.thread_ts).toBeUndefined();
}, 60_000);

test('a removed app tells that its connection is dead; what apps write is no message', async () => {
  const { platform } = await start();
  slack.event({
    type: 'message',
    channel_type: 'im',
    channel: 'D0ANA',
    user: 'U2',
    bot_id: 'B1',
    text: 'eco',
  });
  slack.event({
    type: 'message',
    channel_type: 'channel',
    channel: 'C0GERAL',
    user: 'U1',
    text: 'conversa alheia',
  });
  // Somebody's own token, and not the app's.
  slack.event({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
  slack.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOT'] } });
  slack.event({ type: 'app_uninstalled' });
  await waitFor('both words', () => platform.standings.length === 2);
  expect(platform.standings.map(({ connection, standing }) => [connection, standing.ended?.code])).toEqual([
    ['con_1', 'tokens_revoked'],
    ['con_1', 'app_uninstalled'],
  ]);
  expect(platform.standings[0]?.standing.version).toBe(1);
  expect(platform.messages).toEqual([]);
  expect(platform.receipts).toEqual([]);
});

test('a mention in a channel is addressed to the bot, and says who wrote it', () => {
  const event = { type: 'app_mention', channel: 'C0GERAL', user: 'U1', text: '<@UBOT> pare', ts: '1.2' };
  const { messages } = readEvent({ type: 'event_callback', event_id: 'Ev1', event }, undefined);
  expect(messages).toMatchObject([
    { private: false, from: { chat: 'C0GERAL', user: 'U1' }, command: { name: 'pare' } },
  ]);
});
