import { appendEvents, type NewEvent, newEvent } from '../../../db/events/append.ts';
import { readVersions } from '../../../db/events/by-id.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { disableEndpoint, showHealth } from '../../../db/webhooks/health.ts';
import { nextAttemptAt } from '../../../db/webhooks/lane.ts';
import { type HoldBack, holdBack, letGo, recordAttempts } from '../../../db/webhooks/record.ts';
import type { EventData, EventType } from '../../contracts/events.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import { type NotifierContext, type NotifierParts, storedHealth } from '../parts.ts';
import { type Digest, digest } from '../webhook/digest.ts';
import type { EndpointHealth } from '../webhook/health.ts';
import type { Result } from '../webhook/post-delivery.ts';

export interface TurnOutcome {
  results: readonly Result[];
  /** What the plan held back before anything was sent. */
  holds: readonly HoldBack[];
  /** Before the turn. */
  health: EndpointHealth;
  rateWaitMs: number;
}

/** An alarm of its own for each lane: setting it replaces the time set before. */
export function remindAt(ctx: NotifierContext, at: Date): void {
  ctx.send(notifier, 'deliver', { tenant: ctx.tenant, key: ctx.key }, {}, { at, reminder: 'deliver' });
}

/** Writes down what a turn did, tells of it, and sees to what comes next: all in the commit of the turn. */
export function writeTurn(parts: NotifierParts, ctx: NotifierContext, turn: TurnOutcome): void {
  const told = digest(turn.results, turn.health, parts.health);
  const heldUntil = Math.max(ctx.state.heldUntil, told.throttleUntil?.getTime() ?? 0);
  ctx.setState({ ...ctx.state, health: storedHealth(told.health), heldUntil });
  const ready = new Date(Math.max(heldUntil, parts.now().getTime() + turn.rateWaitMs));
  const { tenant, key, messageId: cause, trace } = ctx;
  const own = { tenant, key };
  ctx.log.info(
    { webhook: key, attempts: told.attempts.length, finished: told.finished.length },
    'webhooks sent',
  );
  ctx.write(async (tx, send) => {
    await recordAttempts(tx, key, told.changes, told.attempts);
    await letGo(tx, key, told.released, parts.now());
    await holdBack(tx, key, oneEach([...told.holds, ...turn.holds]));
    if (told.health.failures > 0 || turn.health.failures > 0) {
      const { firstFailureAt, failures } = told.health;
      await showHealth(tx, key, { failingSince: firstFailureAt, consecutiveFailures: failures });
    }
    const disabled = told.disable !== null && (await disableEndpoint(tx, key, told.disable));
    const news = await appendNews(tx, key, told, { disabled, cause });
    if (news.length > 0) send(message(notifier, 'notify', { tenant }, { eventIds: news }, { cause, trace }));
    if (disabled) return;
    const next = await nextAttemptAt(tx, key);
    if (!next) return;
    if (next <= parts.now() && ready <= parts.now()) {
      send(message(notifier, 'deliver', own, {}, { cause, trace }));
    } else {
      const at = ready > next ? ready : next;
      send(message(notifier, 'deliver', own, {}, { at, reminder: 'deliver', cause, trace }));
    }
  });
}

/** One for each process: a retry comes before what the plan found. */
function oneEach(holds: readonly HoldBack[]): HoldBack[] {
  const first = new Map<string, HoldBack>();
  for (const hold of holds) if (!first.has(hold.processId)) first.set(hold.processId, hold);
  return [...first.values()];
}

/** Appends what is to be told of the turn. Answers the events that concern the firm's other endpoints. */
async function appendNews(
  tx: TenantTx,
  webhookId: string,
  told: Digest,
  { disabled, cause }: { disabled: boolean; cause: string },
): Promise<string[]> {
  const aboutEndpoint: { type: EventType; data: EventData[EventType] }[] = [];
  const { health } = told;
  if (told.notice === 'warn') {
    const since = (health.failingSince ?? health.firstFailureAt)?.toISOString() ?? '';
    aboutEndpoint.push({ type: 'webhook.failing', data: { webhookId, since, failures: health.failures } });
  }
  if (disabled) {
    aboutEndpoint.push({ type: 'webhook.disabled', data: { webhookId, reason: told.disable ?? '' } });
  }
  const ended = told.finished.map(({ result, reason }) => {
    const { id: deliveryId, eventId, attempts } = result.delivery;
    const facts = { webhookId, deliveryId, eventId, attempts: attempts + 1 };
    return { deliveryId, eventId, facts, reason };
  });
  if (ended.length + aboutEndpoint.length === 0) return [];
  const versions = await readVersions(tx, [webhookId, ...ended.map(({ deliveryId }) => deliveryId)]);
  const events: NewEvent[] = ended.map(({ deliveryId, eventId, facts, reason }) => {
    const place = {
      aggregateId: deliveryId,
      version: (versions.get(deliveryId) ?? 0) + 1,
      causationId: eventId,
    };
    return reason === null
      ? newEvent('notification.delivered', { aggregate: 'notification', ...place, data: facts })
      : newEvent('notification.failed', { aggregate: 'notification', ...place, data: { ...facts, reason } });
  });
  const news = aboutEndpoint.map(({ type, data }, i) =>
    newEvent(type, {
      aggregate: 'webhook',
      aggregateId: webhookId,
      version: (versions.get(webhookId) ?? 0) + 1 + i,
      causationId: cause,
      data,
    }),
  );
  await appendEvents(tx, [...events, ...news]);
  return news.map(({ id }) => id);
}
