import { newId } from '../../actors/contracts/ids.ts';
import { notifier } from '../../actors/contracts/notifier.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { createEndpoint } from '../../db/webhooks/create.ts';
import type { Endpoint } from '../../db/webhooks/endpoint.ts';
import { countEndpoints } from '../../db/webhooks/read.ts';
import type { Call } from '../http/conventions.ts';
import { Problem } from '../problems/problem.ts';
import type { WebhookKeys } from './keys.ts';
import type { NewWebhook } from './schemas.ts';

const MAX_ENDPOINTS = 50;

/** Adds an endpoint with a fresh secret and key pair. @throws Problem too-many-webhooks */
export async function createWebhook(
  tx: TenantTx,
  send: Send,
  wanted: NewWebhook,
  keys: WebhookKeys,
  call: Call,
): Promise<{ endpoint: Endpoint; secret: string; publicKey: string }> {
  if ((await countEndpoints(tx)) >= MAX_ENDPOINTS) {
    throw new Problem('too-many-webhooks', { detail: `A firm may have ${MAX_ENDPOINTS} endpoints.` });
  }
  const id = newId('webhook');
  const owner = { tenantId: tx.tenantId, endpointId: id };
  const { secret, sealed } = keys.newSecret(owner);
  const signingKey = keys.newSigningKey(owner);
  const { endpoint, eventId } = await createEndpoint(
    tx,
    {
      id,
      url: wanted.url,
      description: wanted.description ?? null,
      eventTypes: wanted.eventTypes ?? [],
      filters: wanted.filters ?? {},
      includeSealed: wanted.includeSealed,
      ratePerSecond: wanted.ratePerSecond ?? null,
      secret: { sealed, expiresAt: null },
      signingKey: { ...signingKey, expiresAt: null },
    },
    { correlationId: call.requestId },
  );
  const options = { cause: call.requestId, trace: call.traceparent };
  send(message(notifier, 'notify', { tenant: tx.tenantId }, { eventIds: [eventId] }, options));
  return { endpoint, secret, publicKey: signingKey.publicKey };
}
