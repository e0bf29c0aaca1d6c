import { notifier } from '../contracts/notifier.ts';
import { actor } from '../runtime/actor.ts';
import { deliver } from './handlers/deliver.ts';
import { notify } from './handlers/notify.ts';
import { resend } from './handlers/resend.ts';
import { testEndpoint } from './handlers/test.ts';
import { laneState, type NotifierParts } from './parts.ts';
import { STANDARD_HEALTH } from './webhook/health.ts';
import { STANDARD_RETRIES } from './webhook/outcome.ts';
import { createThrottle } from './webhook/throttle.ts';

export type NotifierOptions = Pick<NotifierParts, 'egress' | 'sealingKeys' | 'publicUrl'> &
  Partial<NotifierParts>;

/**
 * Tells partners what happened. The firm's own actor fans events out to endpoints; each endpoint is a lane of its own
 * (key = endpoint id) that sends, retries and keeps the endpoint's health.
 */
export function createNotifier(options: NotifierOptions) {
  const parts: NotifierParts = {
    throttle: createThrottle(),
    retries: STANDARD_RETRIES,
    health: STANDARD_HEALTH,
    now: () => new Date(),
    random: Math.random,
    ...options,
  };
  return actor({
    contract: notifier,
    description: 'Tells partners what happened: webhooks, in order, signed, until they arrive.',
    state: laneState,
    // A turn mostly waits for a receiver. A firm has 50 endpoints at the most, so none waits for another of the firm.
    slots: 1_000,
    slotsPerTenant: 64,
    retry: { attempts: 20, maxMs: 300_000 },
    handlers: {
      notify(ctx, payload) {
        if (ctx.key === '') return notify(parts, ctx, payload);
        ctx.send(notifier, 'notify', { tenant: ctx.tenant }, payload);
      },
      deliver: (ctx, payload) => deliver(parts, ctx, payload),
      test(ctx, payload) {
        if (ctx.key === payload.webhookId) return testEndpoint(parts, ctx, payload);
        ctx.send(notifier, 'test', laneOf(ctx, payload), payload, { jobId: payload.jobId });
      },
      resend(ctx, payload) {
        if (ctx.key === payload.webhookId) return resend(parts, ctx, payload);
        ctx.send(notifier, 'resend', laneOf(ctx, payload), payload, { jobId: payload.jobId });
      },
    },
  });
}

/** What is published by hand names no lane, and only the right one may write what it writes. */
function laneOf({ tenant }: { tenant: string }, { webhookId }: { webhookId: string }) {
  return { tenant, key: webhookId };
}
