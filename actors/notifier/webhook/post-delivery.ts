import type { DueDelivery, LaneEndpoint } from '../../../db/webhooks/lane.ts';
import type { NotifierParts } from '../parts.ts';
import type { Attempt } from './egress/post.ts';
import { type Decision, decide } from './outcome.ts';
import { withoutContent } from './payload.ts';
import { open, type SealOwner } from './seal.ts';
import { signatureHeaders } from './sign.ts';

/** One attempt at a delivery, and what is to become of it. */
export interface Result {
  delivery: DueDelivery;
  attemptedAt: Date;
  endedAt: Date;
  attempt: Attempt;
  decision: Decision;
  /** The body without its content, when the process was sealed after it had been rendered. */
  sealedBody: string | null;
}

export interface SigningKey {
  key: string;
  /** ISO 8601; null is for ever. */
  expiresAt: string | null;
}

/** The keys of an endpoint, opened, secrets before signing keys, newest first. @throws SealError */
export function openKeys(
  { secrets, signingKeys }: LaneEndpoint,
  owner: SealOwner,
  keys: NotifierParts['sealingKeys'],
): SigningKey[] {
  return [...secrets, ...signingKeys].map(({ sealed, expiresAt }) => ({
    key: open(keys, owner, sealed),
    expiresAt,
  }));
}

/** Posts one delivery, signed with every key that is valid at this moment. */
export async function postDelivery(
  parts: NotifierParts,
  endpoint: Pick<LaneEndpoint, 'url' | 'includeSealed'>,
  keys: readonly SigningKey[],
  delivery: DueDelivery,
  signal: AbortSignal,
): Promise<Result> {
  const thin = delivery.sealed && !endpoint.includeSealed ? withoutContent(delivery.body) : delivery.body;
  const attemptedAt = parts.now();
  const valid = keys.filter(({ expiresAt }) => expiresAt === null || new Date(expiresAt) > attemptedAt);
  const headers = signatureHeaders(
    { id: delivery.id, attemptedAt, body: thin },
    valid.map(({ key }) => key),
  );
  const attempt = await parts.egress.post({ url: endpoint.url, headers, body: thin, signal });
  const endedAt = parts.now();
  const result = attempt.reply ?? { error: attempt.error.kind };
  const decision = decide(result, delivery.attempts + 1, endedAt, parts.random(), parts.retries);
  const sealedBody = thin === delivery.body ? null : thin;
  return { delivery, attemptedAt, endedAt, attempt, decision, sealedBody };
}
