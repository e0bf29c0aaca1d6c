import type { NewEvent } from '../../../db/events/append.ts';
import type { NewDelivery, SequencePlace } from '../../../db/webhooks/fan-out.ts';
import type { EventEnvelope } from '../../contracts/events.ts';
import { newId } from '../../contracts/ids.ts';
import type { Addressed } from './addressees.ts';
import { payloadOf } from './payload.ts';

/**
 * Gives each delivery its place in the sequence of its (endpoint, process), after the last places given, and renders its
 * body. Answers the deliveries in order, and the places to be remembered.
 */
export function renderDeliveries(
  addressed: readonly Addressed[],
  given: readonly SequencePlace[],
  { publicUrl, now }: { publicUrl: string; now: Date },
): { deliveries: NewDelivery[]; places: SequencePlace[] } {
  const last = new Map(given.map((place) => [`${place.endpointId} ${place.processId}`, place]));
  const moved = new Map<string, SequencePlace>();
  const nextAttemptAt = now.toISOString();
  const deliveries = addressed.map((one): NewDelivery => {
    const { event, endpoint, processId } = one;
    let number: number | null = null;
    let previousEventId: string | null = null;
    if (processId !== null) {
      const name = `${endpoint.id} ${processId}`;
      const before = last.get(name);
      number = (before?.sequence ?? 0) + 1;
      previousEventId = before?.eventId ?? null;
      const place = { endpointId: endpoint.id, processId, sequence: number, eventId: event.id };
      last.set(name, place);
      moved.set(name, place);
    }
    const place = { number, previousEventId };
    return {
      id: newId('delivery'),
      endpointId: endpoint.id,
      eventId: event.id,
      eventType: event.type,
      processId,
      sequence: number,
      body: renderBody(one, place, publicUrl),
      nextAttemptAt,
    };
  });
  return { deliveries, places: [...moved.values()] };
}

/** What the body of a delivery is made of. */
export interface Told extends Pick<Addressed, 'processId' | 'secrecy'> {
  event: EventEnvelope | NewEvent;
  endpoint: Pick<Addressed['endpoint'], 'includeSealed'>;
}

/** The body of one delivery at its place in the sequence of its case; no number when it is in none. */
export function renderBody(
  { event, endpoint, processId, secrecy }: Told,
  { number, previousEventId }: { number: number | null; previousEventId: string | null },
  publicUrl: string,
): string {
  const { body } = payloadOf({
    type: event.type,
    timestamp: event.occurredAt,
    eventId: event.id,
    origin: event.origin,
    data: event.data as unknown as Record<string, unknown>,
    sequence: processId === null || number === null ? null : { process: processId, number, previousEventId },
    secrecy,
    sealedGranted: endpoint.includeSealed,
    url: eventUrl(publicUrl, event.id),
  });
  return body;
}

/** Where the whole event is read with an API key. */
function eventUrl(publicUrl: string, eventId: string): string {
  return `${publicUrl}/v1/events/${eventId}`;
}
