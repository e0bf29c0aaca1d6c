import { LogLevel, WebClient } from '@slack/web-api';
import type { Outbound } from '../../../actors/contracts/channels.ts';
import { keyToken } from '../../../actors/runtime/nats/bridge/memory.ts';
import type { Line, LineParts, Received, Sent, WebhookRequest } from '../kit/channel.ts';
import { WebhookRefusal } from '../kit/failures.ts';
import { readJson } from '../kit/read-body.ts';
import { type SlackError, toFailure } from './errors.ts';
import { readEvent, readForm } from './read.ts';
import { renderMessage } from './render.ts';
import { assertSigned } from './signature.ts';

const HOOKS = 'hooks.slack.com';

/** An app in a workspace. */
export function openLine(parts: LineParts, apiUrl: string): Line {
  const { settings, secrets, memory } = parts;
  const client = new WebClient(secrets.botToken, {
    slackApiUrl: apiUrl,
    // The kit tries again, by the limits of the whole connection.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 25_000,
    logLevel: LogLevel.ERROR,
  });

  async function send(outbound: Outbound, signal: AbortSignal): Promise<Sent> {
    const message = renderMessage(outbound.content);
    const answered = await answerUrl(outbound.replyTo, message, signal);
    if (answered) return {};
    const thread_ts = await threadOf(outbound);
    try {
      const { ts } = await client.chat.postMessage({
        channel: outbound.address.to,
        ...message,
        mrkdwn: false,
        unfurl_links: false,
        unfurl_media: false,
        ...(thread_ts ? { thread_ts } : {}),
      } as never);
      if (ts && outbound.thread && !thread_ts) await beginThread(outbound, ts);
      return ts ? { providerId: ts } : {};
    } catch (error) {
      throw toFailure(error as SlackError);
    }
  }

  /** A command is answered where it was given, for five times and half an hour; afterwards as any message. */
  async function answerUrl(url: string | undefined, message: object, signal: AbortSignal): Promise<boolean> {
    const parsed = url ? URL.parse(url) : null;
    if (!parsed || ![HOOKS, new URL(apiUrl).hostname].includes(parsed.hostname)) return false;
    const body = JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: false });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(parsed, { method: 'POST', headers, body, redirect: 'error', signal });
    return answer.ok;
  }

  const threadKey = ({ address, thread, connection }: Outbound) =>
    `thread.${keyToken(JSON.stringify([connection, address.to, thread]))}`;

  async function threadOf(outbound: Outbound): Promise<string | undefined> {
    if (outbound.replyTo && /^\d+\.\d+$/.test(outbound.replyTo)) return outbound.replyTo;
    if (!outbound.thread) return undefined;
    return (await memory.read(threadKey(outbound)))?.value as string | undefined;
  }

  // Sent it is; a later message that finds no thread begins one.
  async function beginThread(outbound: Outbound, ts: string): Promise<void> {
    await memory
      .write(threadKey(outbound), ts)
      .catch((error) => parts.log.warn({ err: error }, 'a thread was not kept'));
  }

  function receive(request: WebhookRequest): Received {
    if (request.method !== 'POST') throw new WebhookRefusal(405, 'bad-method', 'Slack posts.');
    assertSigned(request, secrets.signingSecret ?? '');
    const type = request.headers.get('content-type') ?? '';
    if (type.startsWith('application/json')) return readEvent(readJson(request.body), settings.teamId);
    if (type.startsWith('application/x-www-form-urlencoded'))
      return readForm(new URLSearchParams(new TextDecoder().decode(request.body)), settings.teamId);
    throw new WebhookRefusal(415, 'bad-content-type', 'Slack sends JSON and forms.');
  }

  return { send, receive, close: async () => {} };
}
