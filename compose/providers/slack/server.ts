import { createHmac } from 'node:crypto';
import { createWebhookQueue } from '../webhook-queue.ts';
import { createWindow } from '../window.ts';
import { checkBlocks } from './blocks.ts';

export interface SlackOptions {
  port?: number;
  token?: string;
  signingSecret?: string;
  team?: string;
  /** Messages a second in a channel, and in the workspace. */
  limits?: { perChannel: number; perSecond: number };
  redeliverMs?: number;
  now?: () => number;
  onSent?: (message: SlackMessage) => void;
}

export interface SlackMessage {
  channel: string;
  ts: string;
  text: string;
  /** What a person reads in the blocks. */
  seen: string;
  buttons: { text: string; value?: string; url?: string }[];
  thread_ts?: string;
}

export interface SlackServer {
  url: string;
  token: string;
  signingSecret: string;
  team: string;
  sent: SlackMessage[];
  /** What came to a response_url. */
  answers: { text: string; seen: string }[];
  readonly breaches: number;
  channels: Set<string>;
  /** Asks for the challenge as Slack does; throws when the answer is wrong. */
  setWebhook(url: string): Promise<void>;
  write(user: string, channel: string, text: string): void;
  slash(user: string, channel: string, command: string, text: string): void;
  press(user: string, channel: string, value: string): void;
  event(event: Record<string, unknown>): void;
  /** Answers the next posts so. A name is `error`; `lost`: the message arrives, and the answer does not. */
  failNext(...failures: string[]): void;
  sign(body: string, type: string, at?: number): Record<string, string>;
  idle(): Promise<void>;
  statuses: number[];
  stop(): Promise<void>;
}

const MAX_TEXT = 40_000;
const USES_OF_A_URL = 5;

/** A Slack workspace with one app, as domain facts say that the real one behaves. */
export function startSlack(options: SlackOptions = {}): SlackServer {
  const now = options.now ?? Date.now;
  const { token = 'xoxb-local-slack', signingSecret = 'local-signing-secret', team = 'T0LOCAL' } = options;
  const { perChannel, perSecond } = options.limits ?? { perChannel: 1, perSecond: 5 };
  const inChannel = createWindow(perChannel, 1_000);
  const inTeam = createWindow(perSecond, 1_000);
  // At once, after a minute, after five, in reality.
  const queue = createWebhookQueue({ retryMs: options.redeliverMs ?? 500, tries: 4 });
  const channels = new Set(['C0GERAL', 'D0ANA']);
  const sent: SlackMessage[] = [];
  const answers: SlackServer['answers'] = [];
  const uses = new Map<string, number>();
  const failures: string[] = [];
  let webhook = '';
  let breaches = 0;
  let count = 0;

  const sign = (body: string, type: string, at = now()) => {
    const timestamp = String(Math.floor(at / 1_000));
    const hash = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    return {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hash}`,
    };
  };

  function post(body: string, type: string): void {
    const url = webhook;
    queue.push((tried) => {
      const retry =
        tried > 0 ? { 'x-slack-retry-num': String(tried), 'x-slack-retry-reason': 'http_error' } : {};
      return {
        url,
        init: { method: 'POST', headers: { ...sign(body, type), ...retry } as Record<string, string>, body },
      };
    });
  }
  const json = (body: unknown) => post(JSON.stringify(body), 'application/json');
  const form = (fields: Record<string, string>) =>
    post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');
  const responseUrl = () => {
    const path = `/actions/${++count}`;
    uses.set(path, USES_OF_A_URL);
    return `http://127.0.0.1:${http.port}${path}`;
  };
  const event = (body: Record<string, unknown>) =>
    json({
      type: 'event_callback',
      team_id: team,
      event_id: `Ev${++count}${now()}`,
      event_time: Math.floor(now() / 1_000),
      event: body,
    });

  function postMessage(fields: Record<string, string>): Response {
    const { channel = '', text = '', blocks = '[]', thread_ts } = fields;
    const refuse = (error: string) => Response.json({ ok: false, error });
    const failure = failures.shift();
    if (failure === 'unavailable') return new Response('', { status: 503 });
    if (failure && failure !== 'lost') return refuse(failure);
    if (!channels.has(channel)) return refuse('channel_not_found');
    if (text.length > MAX_TEXT) return refuse('msg_too_long');
    const read = checkBlocks(JSON.parse(blocks));
    if ('error' in read) return refuse(read.error);
    const wait = Math.max(inChannel.take(channel, now()), inTeam.take(team, now()));
    if (wait > 0) {
      breaches++;
      const headers = { 'retry-after': String(Math.max(1, Math.ceil(wait / 1_000))) };
      return Response.json({ ok: false, error: 'ratelimited' }, { status: 429, headers });
    }
    const ts = `${Math.floor(now() / 1_000)}.${String(++count).padStart(6, '0')}`;
    const message = { channel, ts, text, ...read, ...(thread_ts ? { thread_ts } : {}) };
    sent.push(message);
    options.onSent?.(message);
    if (failure === 'lost') return new Response('', { status: 504 });
    return Response.json({ ok: true, channel, ts });
  }

  const http = Bun.serve({
    hostname: '127.0.0.1',
    port: options.port ?? 0,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      const left = uses.get(pathname);
      if (left !== undefined) {
        if (left === 0) return new Response('used_url', { status: 404 });
        uses.set(pathname, left - 1);
        const body = (await request.json()) as { text: string; blocks: unknown[] };
        const read = checkBlocks(body.blocks);
        if ('error' in read) return new Response(read.error, { status: 400 });
        answers.push({ text: body.text, seen: read.seen });
        return new Response('ok');
      }
      if (request.headers.get('authorization') !== `Bearer ${token}`)
        return Response.json({ ok: false, error: 'invalid_auth' });
      const fields = Object.fromEntries(new URLSearchParams(await request.text()));
      if (pathname === '/api/chat.postMessage') return postMessage(fields);
      return Response.json({ ok: false, error: 'unknown_method' });
    },
  });

  return {
    url: `http://127.0.0.1:${http.port}/api/`,
    token,
    signingSecret,
    team,
    sent,
    answers,
    get breaches() {
      return breaches;
    },
    channels,
    async setWebhook(url) {
      const body = JSON.stringify({ type: 'url_verification', challenge: 'a-challenge' });
      const answer = await fetch(url, { method: 'POST', headers: sign(body, 'application/json'), body });
      if ((await answer.text()) !== 'a-challenge') throw new Error('the webhook did not verify');
      webhook = url;
    },
    write: (user, channel, text) =>
      event({
        type: 'message',
        channel_type: channel.startsWith('D') ? 'im' : 'channel',
        user,
        channel,
        text,
        ts: `${now() / 1_000}`,
      }),
    slash: (user, channel, command, text) =>
      form({
        command,
        text,
        team_id: team,
        user_id: user,
        user_name: 'ana',
        channel_id: channel,
        trigger_id: `tr.${++count}.${now()}`,
        response_url: responseUrl(),
      }),
    press: (user, channel, value) =>
      form({
        payload: JSON.stringify({
          type: 'block_actions',
          team: { id: team },
          user: { id: user, name: 'ana' },
          channel: { id: channel },
          trigger_id: `tr.${++count}.${now()}`,
          response_url: responseUrl(),
          actions: [{ action_id: 'b0', value }],
        }),
      }),
    event,
    failNext: (...next) => void failures.push(...next),
    sign,
    idle: queue.idle,
    statuses: queue.answers,
    async stop() {
      queue.stop();
      await http.stop(true);
    },
  };
}
