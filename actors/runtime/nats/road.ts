import { headers, type NatsConnection } from 'nats';
import { deadLetterSubject, jobSubject } from '../../contracts/subjects.ts';
import type { OutgoingMessage } from '../message.ts';
import type { Road } from '../outbox.ts';
import { createBurstLimit } from './burst-limit.ts';
import type { Broker } from './connection.ts';
import { ringOwners } from './doorbell.ts';

/** Headers of a message that has a row; one without them was published by hand. */
export const MESSAGE_HEADER = 'Lux-Message';
export const KEY_HEADER = 'Lux-Key';

/** Bodies beyond this stay in Postgres alone (the broker's limit is 1 MB). */
const MAX_BODY = 64 * 1024;

/**
 * Rings at their owners, and puts committed messages onto JetStream. Sent without waiting for the broker's word: what it refuses, loses or
 * never sees waits in its row, where the owner of the partition finds it within a second.
 */
export function createRoad(broker: Broker): Road {
  const encoder = new TextEncoder();
  const bursts = createBurstLimit<OutgoingMessage>((message) => {
    if (broker.connection && broker.connected) put(broker.connection, message);
  });

  function put(nc: NatsConnection, message: OutgoingMessage): void {
    const head = headers();
    head.set('Nats-Msg-Id', message.id);
    head.set(MESSAGE_HEADER, message.id);
    if (message.key) head.set(KEY_HEADER, message.key);
    if (message.trace) head.set('traceparent', message.trace);
    let body = encoder.encode(JSON.stringify({ type: message.type, payload: message.payload }));
    if (body.length > MAX_BODY)
      body = encoder.encode(JSON.stringify({ type: message.type, payload: 'kept in rt.messages' }));
    nc.publish(jobSubject(message.kind, message.tenant), body, { headers: head });
  }

  return {
    publish(messages: readonly OutgoingMessage[]) {
      const nc = broker.connection;
      if (!nc || !broker.connected || messages.length === 0) return;
      ringOwners(nc, messages);
      for (const message of messages) {
        if (message.due !== undefined) continue;
        if (bursts.allows(`${message.kind} ${message.tenant} ${message.key}`, message)) put(nc, message);
      }
    },
    deadLetter(kind, message, reason, error) {
      const nc = broker.connection;
      if (!nc || !broker.connected) return;
      const head = headers();
      head.set('Nats-Msg-Id', `${message.id}-dead`);
      const body = JSON.stringify({ id: message.id, type: message.type, reason, error });
      nc.publish(deadLetterSubject(kind, message.tenant), encoder.encode(body), { headers: head });
    },
  };
}
