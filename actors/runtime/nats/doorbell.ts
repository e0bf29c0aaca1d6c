import type { NatsConnection } from 'nats';
import { wakeSubject } from '../../contracts/subjects.ts';
import type { OutgoingMessage } from '../message.ts';
import type { Receiver } from '../worker.ts';

/** Actors named in one ring. */
const PER_RING = 500;

type Ring = [tenant: string, key: string][];

/**
 * Tells the owners at once which mailboxes are worth a look, beside JetStream: one small message of core NATS for all that
 * a commit sent to a partition. It costs next to nothing, and a JetStream that lags behind a flood delays nobody.
 */
export function ringOwners(nc: NatsConnection, messages: readonly OutgoingMessage[]): void {
  const rings = new Map<string, Map<string, [string, string]>>();
  for (const { kind, partition, tenant, key, due } of messages) {
    if (due !== undefined) continue;
    const subject = wakeSubject(kind, partition);
    let ring = rings.get(subject);
    if (!ring) {
      ring = new Map();
      rings.set(subject, ring);
    }
    ring.set(`${tenant} ${key}`, [tenant, key]);
  }
  for (const [subject, ring] of rings) {
    const actors = [...ring.values()];
    for (let i = 0; i < actors.length; i += PER_RING) {
      nc.publish(subject, JSON.stringify(actors.slice(i, i + PER_RING) satisfies Ring));
    }
  }
}

/** Listens for the rings of a partition until it is closed. */
export function answerDoorbell(
  nc: NatsConnection,
  kind: string,
  partition: number,
  receiver: Receiver,
): { close(): void } {
  const subscription = nc.subscribe(wakeSubject(kind, partition), {
    callback(error, msg) {
      if (error) return;
      for (const [tenant, key] of readRing(msg.data)) receiver.woken(tenant, key);
    },
  });
  return {
    close() {
      if (!subscription.isClosed()) subscription.unsubscribe();
    },
  };
}

// Anybody with the right to publish may ring; what is not a ring wakes nobody.
function readRing(data: Uint8Array): Ring {
  try {
    const ring: unknown = JSON.parse(new TextDecoder().decode(data));
    if (!Array.isArray(ring)) return [];
    return ring.filter((r) => Array.isArray(r) && typeof r[0] === 'string' && typeof r[1] === 'string');
  } catch {
    return [];
  }
}
