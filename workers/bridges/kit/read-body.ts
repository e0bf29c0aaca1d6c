import { WebhookRefusal } from './failures.ts';

/** The body as JSON. @throws WebhookRefusal when it is none, or not in UTF-8 */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new WebhookRefusal(400, 'no-json', 'The body is no JSON.');
  }
}
