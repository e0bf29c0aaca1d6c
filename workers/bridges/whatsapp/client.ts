import { SendFailure } from '../kit/failures.ts';
import { toFailure, type WhatsAppError } from './errors.ts';

export interface Client {
  /**
   * `POST /<phone number id>/messages`. Answers the message's id (wamid).
   * @throws SendFailure by the table of errors; fetch's own error when nobody answered
   */
  send(message: Record<string, unknown>, signal: AbortSignal): Promise<string>;
}

/** The part of the Cloud API that we need. @param apiUrl with the version: https://graph.facebook.com/v23.0 */
export function createClient(apiUrl: string, phoneNumberId: string, token: string): Client {
  const url = `${apiUrl.replace(/\/$/, '')}/${encodeURIComponent(phoneNumberId)}/messages`;
  return {
    async send(message, signal) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ messaging_product: 'whatsapp', ...message }),
        redirect: 'error',
        signal,
      });
      const body = (await answer.json().catch(() => ({}))) as {
        messages?: { id: string }[];
        error?: WhatsAppError;
      };
      const id = body.messages?.[0]?.id;
      if (answer.ok && id) return id;
      if (body.error) throw toFailure(body.error, answer.status);
      throw new SendFailure('retry', String(answer.status), 'WhatsApp answered nothing that we understand.', {
        isUncertain: true,
      });
    },
  };
}
