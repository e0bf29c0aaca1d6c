import type { TenantTx } from '../../db/tenant.ts';
import type { Endpoint } from '../../db/webhooks/endpoint.ts';
import { rotateSecret } from '../../db/webhooks/rotate-secret.ts';
import { notFound } from '../problems/problem.ts';
import type { WebhookKeys } from './keys.ts';

/** Gives an endpoint a new secret and key pair; the old ones sign along for a while. @throws Problem not-found */
export async function rotateWebhookSecret(
  tx: TenantTx,
  webhookId: string,
  keys: WebhookKeys,
  { overlapSeconds, now }: { overlapSeconds: number; now: number },
): Promise<{ endpoint: Endpoint; secret: string; publicKey: string }> {
  const owner = { tenantId: tx.tenantId, endpointId: webhookId };
  const { secret, sealed } = keys.newSecret(owner);
  const signingKey = keys.newSigningKey(owner);
  const next = {
    secret: { sealed, expiresAt: null },
    signingKey: { ...signingKey, expiresAt: null },
  };
  const overlapEndsAt = new Date(now + overlapSeconds * 1_000).toISOString();
  const endpoint = await rotateSecret(tx, webhookId, next, overlapEndsAt);
  if (!endpoint) throw notFound('webhook');
  return { endpoint, secret, publicKey: signingKey.publicKey };
}
