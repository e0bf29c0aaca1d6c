import { createHmac } from 'node:crypto';
import { createWebhookQueue } from '../webhook-queue.ts';
import { createWindow } from '../window.ts';
import { checkMessage, type Sent, WhatsAppRefusal } from './messages.ts';
import { type ApprovedTemplate, NOVO_ANDAMENTO } from './templates.ts';

export interface WhatsAppOptions {
  port?: number;
  phoneNumberId?: string;
  token?: string;
  appSecret?: string;
  verifyToken?: string;
  /** Messages a second of the number, and milliseconds between two to the same person. */
  limits?: { perSecond: number; pairMs: number };
  templates?: readonly ApprovedTemplate[];
  /** Milliseconds until a webhook that failed is called again. */
  redeliverMs?: number;
  now?: () => number;
  onSent?: (message: Sent) => void;
}

export interface WhatsAppServer {
  url: string;
  phoneNumberId: string;
  token: string;
  appSecret: string;
  verifyToken: string;
  sent: Sent[];
  /** Messages refused for a limit. */
  readonly breaches: number;
  /** Where the webhook is. Asks for the challenge as Meta does; throws when the answer is wrong. */
  setWebhook(url: string): Promise<void>;
  /** As if the person had just written. */
  openWindow(to: string): void;
  /** As if the person had been silent for a day. */
  closeWindow(to: string): void;
  /** A person writes; opens the 24-hour window. */
  write(from: Person, text: string): void;
  press(from: Person, id: string, title: string): void;
  /** Statuses of a message, in the order given. */
  status(wamid: string, ...statuses: ('sent' | 'delivered' | 'read' | 'failed')[]): void;
  /** Answers the next sends so, one each. `lost`: the message arrives, and the answer does not. */
  failNext(...failures: (WhatsAppRefusal | 'lost' | 'unavailable')[]): void;
  /** By itself sends `delivered` before `sent`, for each message. */
  autoStatus: boolean;
  /** Tells of the business account, such as that it was banned. */
  accountUpdate(value: Record<string, unknown>, account?: string): void;
  idle(): Promise<void>;
  answers: number[];
  /** The signed body of a webhook, for whoever wants to send it himself. */
  sign(body: string): Record<string, string>;
  stop(): Promise<void>;
}

export interface Person {
  phone?: string;
  userId?: string;
  name?: string;
}

const DAY_MS = 24 * 3_600_000;
/** Business account of the number. */
export const ACCOUNT = '700800900';

/** A WhatsApp Cloud API with one number, as domain facts say that the real one behaves. */
export function startWhatsApp(options: WhatsAppOptions = {}): WhatsAppServer {
  const now = options.now ?? Date.now;
  const { phoneNumberId = '100200300', token = 'EAAlocal-whatsapp' } = options;
  const { appSecret = 'local-app-secret', verifyToken = 'local-verify-token' } = options;
  const { perSecond, pairMs } = options.limits ?? { perSecond: 80, pairMs: 6_000 };
  const whole = createWindow(perSecond, 1_000);
  const pairs = createWindow(1, pairMs);
  const queue = createWebhookQueue({ retryMs: options.redeliverMs ?? 500, tries: 20 });
  const windows = new Map<string, number>();
  const sent: Sent[] = [];
  const failures: (WhatsAppRefusal | 'lost' | 'unavailable')[] = [];
  let webhook: string | undefined;
  let breaches = 0;

  const sign = (body: string) => ({
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
  });

  function tell(value: Record<string, unknown>): void {
    const metadata = { display_phone_number: '5511900000000', phone_number_id: phoneNumberId };
    tellOf(ACCOUNT, { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } });
  }

  function tellOf(account: string, change: Record<string, unknown>): void {
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: account, changes: [change] }],
    });
    const url = webhook;
    if (url)
      queue.push(() => ({ url, init: { method: 'POST', headers: sign(body), body, redirect: 'manual' } }));
  }

  const seconds = () => String(Math.floor(now() / 1_000));
  const newId = () => `wamid.${crypto.randomUUID().replaceAll('-', '')}`;

  function receive(from: Person, message: Record<string, unknown>): void {
    windows.set(from.phone ?? from.userId ?? '', now() + DAY_MS);
    const contact = { profile: { name: from.name ?? 'Ana' }, wa_id: from.phone, user_id: from.userId };
    const head = { id: newId(), timestamp: seconds(), from: from.phone, from_user_id: from.userId };
    tell({ contacts: [contact], messages: [{ ...head, ...message }] });
  }

  function status(wamid: string, ...statuses: string[]): void {
    const message = sent.find(({ id }) => id === wamid);
    for (const status of statuses) {
      const failed =
        status === 'failed' ? { errors: [{ code: 131026, title: 'Message undeliverable' }] } : {};
      tell({
        statuses: [
          {
            id: wamid,
            status,
            timestamp: seconds(),
            recipient_id: message?.to,
            biz_opaque_callback_data: message?.opaque,
            pricing: { billable: true, pricing_model: 'PMP', category: 'utility' },
            ...failed,
          },
        ],
      });
    }
  }

  function take(body: Record<string, unknown>): Sent {
    const message = checkMessage(body, newId(), options.templates ?? [NOVO_ANDAMENTO]);
    if (message.kind !== 'template' && (windows.get(message.to) ?? 0) < now())
      throw new WhatsAppRefusal(131047, 'Re-engagement message');
    const limited = (code: number, title: string, wait: number) => {
      if (wait === 0) return;
      breaches++;
      throw new WhatsAppRefusal(code, title, 429);
    };
    limited(131056, 'Pair rate limit hit', pairs.take(message.to, now()));
    limited(130429, 'Rate limit hit', whole.take(phoneNumberId, now()));
    sent.push(message);
    options.onSent?.(message);
    if (server.autoStatus) status(message.id, 'delivered', 'sent');
    return message;
  }

  async function call(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    try {
      if (request.headers.get('authorization') !== `Bearer ${token}`)
        throw new WhatsAppRefusal(190, 'Invalid OAuth access token', 401);
      if (!pathname.endsWith(`/${phoneNumberId}/messages`) || request.method !== 'POST')
        throw new WhatsAppRefusal(100, 'Unsupported request', 404);
      const failure = failures.shift();
      if (failure === 'unavailable') return new Response('Bad Gateway', { status: 502 });
      if (failure instanceof WhatsAppRefusal) throw failure;
      const message = take((await request.json()) as Record<string, unknown>);
      if (failure === 'lost') return new Response('Gateway Timeout', { status: 504 });
      return Response.json({
        messaging_product: 'whatsapp',
        contacts: [{ input: message.to }],
        messages: [{ id: message.id }],
      });
    } catch (error) {
      if (!(error instanceof WhatsAppRefusal)) throw error;
      const { code, message, details, status } = error;
      const body = {
        message: `(#${code}) ${message}`,
        type: 'OAuthException',
        code,
        error_data: { details },
      };
      return Response.json({ error: body }, { status });
    }
  }

  const http = Bun.serve({ hostname: '127.0.0.1', port: options.port ?? 0, fetch: call });
  const server: WhatsAppServer = {
    url: `http://127.0.0.1:${http.port}/v23.0`,
    phoneNumberId,
    token,
    appSecret,
    verifyToken,
    sent,
    get breaches() {
      return breaches;
    },
    async setWebhook(url) {
      const challenge = crypto.randomUUID();
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.verify_token': verifyToken,
        'hub.challenge': challenge,
      });
      const answer = await fetch(`${url}?${query}`);
      if (answer.status !== 200 || (await answer.text()) !== challenge)
        throw new Error('the webhook did not verify');
      webhook = url;
    },
    closeWindow: (to) => void windows.delete(to),
    openWindow: (to) => void windows.set(to, now() + DAY_MS),
    write: (from, text) => receive(from, { type: 'text', text: { body: text } }),
    press: (from, id, title) =>
      receive(from, {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id, title } },
      }),
    status,
    failNext: (...next) => void failures.push(...next),
    autoStatus: false,
    accountUpdate: (value, account = ACCOUNT) => tellOf(account, { field: 'account_update', value }),
    idle: queue.idle,
    answers: queue.answers,
    sign,
    async stop() {
      queue.stop();
      await http.stop(true);
    },
  };
  return server;
}
