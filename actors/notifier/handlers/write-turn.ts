import { type NewEvent, newEvent } from '../../../db/events/append.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import { disableEndpoint, showHealth } from '../../../db/webhooks/health.ts';
import { nextAttemptAt } from '../../../db/webhooks/lane.ts';
import { type HoldBack, holdBack, letGo, recordAttempts } from '../../../db/webhooks/record.ts';
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
    const disabled = told.disable !== null && (await disableEndpoint(tx, key, told.disable));
    const { all, forOthers } = newsOf(told, key, { disabled, cause });
    // One flight: the statements run in this order, and none waits for the answer of the one before.
    const written = [
      recordAttempts(tx, key, told.changes, told.attempts),
      letGo(tx, key, told.released, parts.now()),
      holdBack(tx, key, oneEach([...told.holds, ...turn.holds])),
      told.health.failures > 0 || turn.health.failures > 0 ? showHealth(tx, key, told.health) : undefined,
      appendNext(tx, all),
    ];
    const [next] = await Promise.all([nextAttemptAt(tx, key), ...written]);
    if (forOthers.length > 0)
      send(message(notifier, 'notify', { tenant }, { eventIds: forOthers }, { cause, trace }));
    if (disabled || !next) return;
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

/** What is to be told of the turn, and the part that concerns the firm's other endpoints. */
function newsOf(
  told: Digest,
  webhookId: string,
  { disabled, cause }: { disabled: boolean; cause: string },
): { all: NewEvent[]; forOthers: string[] } {
  const ended = told.finished.map(({ result, reason }): NewEvent => {
    const { id: deliveryId, eventId, attempts } = result.delivery;
    const place = { aggregate: 'notification', aggregateId: deliveryId, version: 0 } as const;
    const facts = { webhookId, deliveryId, eventId, attempts: attempts + 1 };
    return reason === null
      ? newEvent('notification.delivered', { ...place, causationId: eventId, data: facts })
      : newEvent('notification.failed', { ...place, causationId: eventId, data: { ...facts, reason } });
  });
  const place = { aggregate: 'webhook', aggregateId: webhookId, version: 0, causationId: cause } as const;
  const about: NewEvent[] = [];
  if (told.notice === 'warn') {
    const { failingSince, firstFailureAt, failures } = told.health;
    const since = (failingSince ?? firstFailureAt)?.toISOString() ?? '';
    about.push(newEvent('webhook.failing', { ...place, data: { webhookId, since, failures } }));
  }
  if (disabled) {
    about.push(newEvent('webhook.disabled', { ...place, data: { webhookId, reason: told.disable ?? '' } }));
  }
  return { all: [...ended, ...about], forOthers: about.map(({ id }) => id) };
}
