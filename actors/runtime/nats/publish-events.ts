import { headers, type JetStreamClient, type NatsConnection } from 'nats';
import { eventSubject } from '../../contracts/subjects.ts';
import type { PublishEvents } from '../relay.ts';
import type { Broker } from './connection.ts';
import { ensureStreams } from './streams.ts';

/** Set when the data were too long for the road: read the event from `GET /v1/events`. */
export const OMITTED_HEADER = 'Lux-Data-Omitted';

/** The broker's limit is 1 MB with headers. */
const MAX_BODY = 1_000_000;
const ACK_MS = 5_000;

/** Publishes events in order and waits for the broker's word on each; makes the stream when it is missing. */
export function createEventPublisher(broker: Broker, replicas: number): PublishEvents {
  const encoder = new TextEncoder();
  let ensured = false;

  async function ensure(nc: NatsConnection): Promise<void> {
    await ensureStreams(await nc.jetstreamManager(), replicas);
    ensured = true;
  }

  return async (events) => {
    const nc = broker.connection;
    if (!nc || !broker.connected) throw new Error('NATS is not connected');
    const js: JetStreamClient = nc.jetstream();
    const publishAll = () =>
      Promise.all(
        events.map((event) => {
          const head = headers();
          let body = encoder.encode(JSON.stringify(event));
          if (body.length > MAX_BODY) {
            head.set(OMITTED_HEADER, 'true');
            body = encoder.encode(JSON.stringify({ ...event, data: null }));
          }
          const to = eventSubject(event.tenant, event.type);
          return js.publish(to, body, { msgID: event.id, headers: head, timeout: ACK_MS });
        }),
      );
    if (!ensured) await ensure(nc);
    try {
      await publishAll();
    } catch (error) {
      // Somebody deleted the stream. While anybody listens to the subject the broker does not say so: silence is all there is.
      if (!['503', 'TIMEOUT'].includes((error as { code?: string }).code ?? '')) throw error;
      await ensure(nc);
      await publishAll();
    }
  };
}
