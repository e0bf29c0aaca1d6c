import type { Outbound } from '../../../actors/contracts/channels.ts';
import type { Line, LineParts, Received, Sent, WebhookRequest } from '../kit/channel.ts';
import { SendFailure, WebhookRefusal } from '../kit/failures.ts';
import { readJson } from '../kit/read-body.ts';
import { hmacHex, isSame } from '../kit/signature.ts';
import { createClient } from './client.ts';
import { WINDOW_CLOSED } from './errors.ts';
import { readAccountEnd, readValues } from './payload.ts';
import { countMistimed, readMessages, readStatuses } from './read.ts';
import { renderMessage, renderTemplate } from './render.ts';

/** A phone number of the Cloud API. */
export function openLine({ settings, secrets, log }: LineParts, apiUrl: string): Line {
  const { token = '', appSecret = '', verifyToken = '' } = secrets;
  const { phoneNumberId = '' } = settings;
  const client = createClient(apiUrl, phoneNumberId, token);

  async function send(outbound: Outbound, signal: AbortSignal): Promise<Sent> {
    const { template, windowUntil } = outbound;
    const head = headOf(outbound);
    const fromTemplate = template && { ...head, ...renderTemplate(template) };
    const isOpen = windowUntil !== undefined && Date.parse(windowUntil) > Date.now();
    if (isOpen) {
      try {
        return { providerId: await client.send({ ...head, ...renderMessage(outbound.content) }, signal) };
      } catch (error) {
        // It has just closed, or the platform's clock is ahead.
        const closed = error instanceof SendFailure && error.code === String(WINDOW_CLOSED);
        if (!closed || !fromTemplate) throw error;
      }
    }
    if (fromTemplate) return { providerId: await client.send(fromTemplate, signal), form: 'template' };
    throw new SendFailure(
      'switch',
      String(WINDOW_CLOSED),
      'The 24-hour window is closed and there is no template.',
    );
  }

  /** What Meta asks when the address of the webhook is entered. */
  function verify({ query }: WebhookRequest): Received {
    const matches =
      query.get('hub.mode') === 'subscribe' && isSame(query.get('hub.verify_token') ?? '', verifyToken);
    if (!matches)
      throw new WebhookRefusal(403, 'bad-verify-token', 'hub.verify_token is not the one of this number.');
    return { reply: { body: query.get('hub.challenge') ?? '' } };
  }

  function receive(request: WebhookRequest): Received {
    if (request.method === 'GET') return verify(request);
    if (request.method !== 'POST') throw new WebhookRefusal(405, 'bad-method', 'WhatsApp posts.');
    const given = request.headers.get('x-hub-signature-256') ?? '';
    if (!isSame(given, `sha256=${hmacHex(appSecret, request.body)}`))
      throw new WebhookRefusal(401, 'bad-signature', 'X-Hub-Signature-256 does not fit the body.');
    const body = readJson(request.body);
    const values = readValues(body);
    // An app has one address for all its numbers.
    const ours = values.filter(({ metadata }) => metadata?.phone_number_id === phoneNumberId);
    if (ours.length < values.length)
      log.debug({ others: values.length - ours.length }, 'about another number');
    const messages = ours.flatMap(readMessages);
    const receipts = ours.flatMap(readStatuses);
    const mistimed = ours.reduce((sum, value) => sum + countMistimed(value), 0);
    if (mistimed > 0 && messages.length + receipts.length === 0)
      throw new WebhookRefusal(
        400,
        'bad-time',
        'Its timestamps are in the future, or more than eight days ago.',
      );
    const end = readAccountEnd(body, settings.accountId);
    return {
      messages,
      receipts,
      refused: Array<string>(mistimed).fill('bad-time'),
      ...(end
        ? { standing: { ended: { code: end, detail: 'WhatsApp says that the account is gone.' } } }
        : {}),
    };
  }

  return { send, receive, close: async () => {} };
}

/** People are addressed by their phone, or by the business-scoped user id (`BR.…`) where there is no phone. */
function headOf({ id, address, replyTo }: Outbound): Record<string, unknown> {
  const byUserId = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(address.to);
  const phone = address.to.replaceAll(/[^\d]/g, '');
  if (!byUserId && !/^\d{6,15}$/.test(phone))
    throw new SendFailure('disable-link', 'bad-address', 'The address is neither a phone nor a user id.');
  return {
    recipient_type: 'individual',
    ...(byUserId ? { recipient: address.to } : { to: phone }),
    // Comes back with each status.
    biz_opaque_callback_data: id,
    ...(replyTo?.startsWith('wamid.') ? { context: { message_id: replyTo } } : {}),
  };
}
