import { notifier } from '../../actors/contracts/notifier.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Endpoint } from '../../db/webhooks/endpoint.ts';
import { updateEndpoint } from '../../db/webhooks/update.ts';
import type { Call } from '../http/conventions.ts';
import { notFound, Problem } from '../problems/problem.ts';
import type { WebhookPatch } from './schemas.ts';

/** Changes an endpoint; one that is resumed gets what waited. @throws Problem not-found, version-mismatch */
export async function updateWebhook(
  tx: TenantTx,
  send: Send,
  webhookId: string,
  patch: WebhookPatch,
  meta: { expectedVersion?: number; call: Call },
): Promise<Endpoint> {
  const result = await updateEndpoint(tx, webhookId, patch, { expectedVersion: meta.expectedVersion });
  if (result.outcome === 'not_found') throw notFound('webhook');
  if (result.outcome === 'stale') throw new Problem('version-mismatch');
  if (result.resumed) {
    const lane = { tenant: tx.tenantId, key: webhookId };
    const options = { cause: meta.call.requestId, trace: meta.call.traceparent };
    send(message(notifier, 'deliver', lane, {}, options));
  }
  return result.endpoint;
}
