import { METHODS, Refusal, type Webhook } from './bot-api.ts';
import { type Chats, createChats, type SentMessage, type Update } from './chats.ts';
import { createMeter, type Meter, REAL_LIMITS, type TelegramLimits } from './limits.ts';
import { serveChatPage } from './page.ts';

export interface TelegramOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Of the one bot that there is. */
  token?: string;
  /** Of which tokens it is known by which name, in place of the one bot: as when its owner gets another at @BotFather. */
  bots?: Record<string, string>;
  limits?: TelegramLimits;
  /** Milliseconds until a webhook that failed is called again. */
  redeliverMs?: number;
  now?: () => number;
  onSent?: (message: SentMessage) => void;
}

export interface TelegramServer {
  url: string;
  token: string;
  chats: Chats;
  meter: Meter;
  /** Everything that the bot has sent, in order. */
  sent: SentMessage[];
  /** The owner has revoked the token. */
  revoke(token: string): void;
  /** Answers the next calls of `sendMessage` so, one each. */
  failNext(...refusals: Failure[]): void;
  webhook(): Webhook | undefined;
  stop(): Promise<void>;
}

/** `lost`: the message arrives, and the answer does not. */
export type Failure = Refusal | 'lost' | 'unavailable';

export const LOCAL_TOKEN = '1000001:local-telegram-of-direito-lux';
export const LOCAL_USERNAME = 'direitolux_bot';
const REDELIVER_MS = 1_000;

/** A Telegram with one bot that speaks the Bot API's wire format, and people who are played through a web page or `chats`. */
export function startTelegram(options: TelegramOptions = {}): TelegramServer {
  const now = options.now ?? Date.now;
  const token = options.token ?? LOCAL_TOKEN;
  const bots = new Map(Object.entries(options.bots ?? { [token]: LOCAL_USERNAME }));
  const chats = createChats(now);
  const meter = createMeter(options.limits ?? REAL_LIMITS);
  const closing = new AbortController();
  const sent: SentMessage[] = [];
  const failures: Failure[] = [];
  let webhook: Webhook | undefined;

  async function call(path: string, request: Request): Promise<Response> {
    const [, asked = '', method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    const username = bots.get(asked);
    if (username === undefined) return refused(new Refusal(401, 'Unauthorized'));
    const run = METHODS[method];
    if (!run) return refused(new Refusal(404, 'Not Found: method not found'));
    const params = await readParams(request);
    const failure = method === 'sendMessage' ? failures.shift() : undefined;
    if (failure instanceof Refusal) return refused(failure);
    if (failure === 'unavailable') return new Response('Bad Gateway', { status: 502 });
    try {
      const result = await run(params, {
        token: asked,
        username,
        chats,
        meter,
        now,
        setWebhook,
        webhook: () => webhook,
        signal: closing.signal,
      });
      if (method === 'sendMessage') {
        const message = lastOf(chats, Number(params.chat_id));
        sent.push(message);
        options.onSent?.(message);
      }
      if (failure === 'lost') return new Response('Gateway Timeout', { status: 504 });
      return Response.json({ ok: true, result });
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
  }

  function setWebhook(next: Webhook | undefined): void {
    webhook = next;
    void callWebhook();
  }

  // One after the other, each again until it is taken, as Telegram does.
  let calling = false;
  async function callWebhook(): Promise<void> {
    if (calling) return;
    calling = true;
    while (webhook && !closing.signal.aborted) {
      const [update] = chats.pending();
      if (!update) await Promise.race([chats.nextUpdate(), Bun.sleep(REDELIVER_MS)]);
      else if (await deliver(webhook, update)) chats.forgetBefore(update.update_id + 1);
      else await Bun.sleep(options.redeliverMs ?? REDELIVER_MS);
    }
    calling = false;
  }

  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: options.port ?? 0,
    idleTimeout: 255,
    fetch(request) {
      const { pathname } = new URL(request.url);
      return pathname.startsWith('/bot') ? call(pathname, request) : serveChatPage(request, chats);
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    token,
    chats,
    meter,
    sent,
    revoke: (of) => void bots.delete(of),
    failNext: (...refusals) => void failures.push(...refusals),
    webhook: () => webhook,
    async stop() {
      closing.abort();
      await server.stop(true);
    },
  };
}

/** Posts one update as Telegram does. Answers whether it was taken. */
export async function deliver(webhook: Webhook, update: Update): Promise<boolean> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (webhook.secret_token) headers['x-telegram-bot-api-secret-token'] = webhook.secret_token;
  const answer = await fetch(webhook.url, { method: 'POST', headers, body: JSON.stringify(update) }).catch(
    () => undefined,
  );
  return answer?.ok ?? false;
}

// Bot API servers read gzipped bodies (HttpReader of tdlib), and telegraf on Bun sends them.
async function readParams(request: Request): Promise<Record<string, unknown>> {
  const body = Buffer.from(await request.arrayBuffer());
  const text = request.headers.get('content-encoding') === 'gzip' ? Bun.gunzipSync(body) : body;
  return JSON.parse(new TextDecoder().decode(text) || '{}');
}

function refused({ code, message, parameters }: Refusal): Response {
  return Response.json({ ok: false, error_code: code, description: message, parameters }, { status: code });
}

function lastOf(chats: Chats, id: number): SentMessage {
  return chats.chat(id).messages.at(-1) as SentMessage;
}
