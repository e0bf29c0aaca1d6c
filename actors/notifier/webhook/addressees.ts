import type { CaseFacts, Recipient } from '../../../db/webhooks/recipients.ts';
import type { EventEnvelope, InstanceFact, MovementFact } from '../../contracts/events.ts';
import { caseOf } from '../../contracts/happening.ts';
import { type EndpointFilters, matches } from './match.ts';

/** An event that an endpoint is to be told of. */
export interface Addressed {
  event: EventEnvelope;
  endpoint: Recipient;
  processId: string | null;
  /** The highest secrecy level concerned; null when the case is unknown. */
  secrecy: number | null;
}

/** The case whose history an event is part of, or null. */
export function processOf(event: EventEnvelope): string | null {
  return event.aggregate === 'process' ? event.aggregateId : null;
}

/**
 * Which endpoints are told of which events, in the order of the events. Two rules stand above every filter: what became
 * of notifications and tests is told by the feed alone, or each delivery would make the next; and what is wrong with an
 * endpoint is told to the others.
 */
export function addressees(
  events: readonly EventEnvelope[],
  endpoints: readonly Recipient[],
  cases: ReadonlyMap<string, CaseFacts>,
): Addressed[] {
  return events.filter(isTold).flatMap((event) => {
    const processId = processOf(event);
    const facts = processId === null ? undefined : cases.get(processId);
    const { movement, instance } = event.data as { movement?: MovementFact; instance?: InstanceFact };
    const seen = {
      type: event.type,
      processId,
      tribunal: movement?.tribunal ?? instance?.tribunal ?? facts?.tribunal ?? null,
      importance: movement?.importance ?? null,
      tags: facts?.tags ?? [],
    };
    // A report or a summary is no part of the case's history, and just as secret.
    const named = caseOf(event);
    const known = named === null ? undefined : cases.get(named);
    const secrecy = named === null ? 0 : known ? Math.max(known.secrecy, instance?.secrecy ?? 0) : null;
    return endpoints
      .filter((endpoint) => endpoint.id !== event.aggregateId && matches(seen, filtersOf(endpoint)))
      .map((endpoint) => ({ event, endpoint, processId, secrecy }));
  });
}

function isTold({ type }: EventEnvelope): boolean {
  return !type.startsWith('notification.') && type !== 'webhook.test';
}

function filtersOf({ eventTypes, filters }: Recipient): EndpointFilters {
  return { ...filters, eventTypes } as EndpointFilters;
}
