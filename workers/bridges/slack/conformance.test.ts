import { startSlack } from '../../../compose/providers/slack/server.ts';
import { describeChannel } from '../test-kit/conformance.ts';
import { createSlack } from './channel.ts';

const REFUSALS = {
  terminal: 'invalid_blocks',
  switch: 'not_in_channel',
  'disable-link': 'channel_not_found',
  'disable-connection': 'token_revoked',
  unavailable: 'unavailable',
} as const;

const JSON_TYPE = 'application/json';
const STALE_MS = 6 * 60_000;

describeChannel('slack', async () => {
  const slack = startSlack({ redeliverMs: 2_000, limits: { perChannel: 1, perSecond: 60 } });
  const post = (body: string, headers = slack.sign(body, JSON_TYPE)): RequestInit => ({
    method: 'POST',
    headers: headers as Record<string, string>,
    body,
  });
  const event = {
    type: 'message',
    channel_type: 'im',
    user: 'U1',
    channel: 'D0ANA',
    text: 'De novo',
    ts: '1.2',
  };
  const callback = {
    type: 'event_callback',
    team_id: slack.team,
    event_id: 'Ev1',
    event_time: Math.floor(Date.now() / 1_000),
    event,
  };
  const good = JSON.stringify(callback);
  return {
    channel: createSlack({ apiUrl: slack.url }),
    variables: { SLACK_API_URL: slack.url },
    settings: { teamId: slack.team, messagesPerSecond: '50' },
    secrets: { botToken: slack.token, signingSecret: slack.signingSecret },
    person(number) {
      const channel = `C0${number}`;
      slack.channels.add(channel);
      return channel;
    },
    seen: () => slack.sent.map(({ channel, seen }) => ({ to: channel, text: seen })),
    breaches: () => slack.breaches,
    failNext: (kind) => slack.failNext(REFUSALS[kind]),
    // Nothing tells an app what it has sent.
    afterLostAnswer: { lose: () => slack.failNext('lost'), seen: 2 },
    burst: 3,
    webhook: {
      connect: slack.setWebhook,
      write: (text) => slack.write('U1', 'D0ANA', text),
      good: () => post(good),
      body: (event_time) => ({ ...callback, event_time }),
      signed: (body, at) => ({ headers: slack.sign(body, JSON_TYPE, at), body }),
      signature: 'x-slack-signature',
      coversBody: true,
      wrong: [
        {
          name: 'missing',
          status: 401,
          reason: 'stale-signature',
          request: () => post(good, { 'content-type': JSON_TYPE } as never),
        },
        {
          name: 'of another body',
          status: 401,
          reason: 'bad-signature',
          request: () => post(good, slack.sign(`${good} `, JSON_TYPE)),
        },
        {
          name: 'stale',
          status: 401,
          reason: 'stale-signature',
          request: () => post(good, slack.sign(good, JSON_TYPE, Date.now() - STALE_MS)),
        },
        { name: 'no JSON', status: 400, reason: 'no-json', request: () => post('{') },
        { name: 'no event', status: 400, reason: 'no-event', request: () => post('{"event": 1}') },
        {
          name: 'of another team',
          status: 403,
          reason: 'other-team',
          request: () => post(good.replace(slack.team, 'T0OTHER')),
        },
        {
          name: 'XML',
          status: 415,
          reason: 'bad-content-type',
          request: () => post('<x/>', slack.sign('<x/>', 'text/xml')),
        },
        { name: 'GET', status: 405, reason: 'bad-method', request: () => ({}) },
      ],
    },
    stop: slack.stop,
  };
});
