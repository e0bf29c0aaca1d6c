import type { ConsumerMessages, JsMsg, NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { parseJobSubject } from '../../contracts/subjects.ts';
import type { Delivery } from '../mailbox.ts';
import type { Intake, Receiver } from '../worker.ts';
import type { Broker } from './connection.ts';
import { answerDoorbell } from './doorbell.ts';
import { KEY_HEADER, MESSAGE_HEADER } from './road.ts';
import { ensureJobConsumer, ensureStreams } from './streams.ts';

export interface IntakeOptions {
  broker: Broker;
  /** Of streams that have to be made: 1 on one machine, 3 in a cluster. */
  replicas: number;
  log: Logger;
}

interface Lane {
  closed: boolean;
  /** Survives reconnections, as the connection does. */
  doorbell?: { close(): void };
  messages?: ConsumerMessages;
}

const READ_AHEAD = 500;
const REOPEN_MS = 500;

/** Consumes the partitions' subjects, and makes streams and consumers again when somebody deleted them. */
export function createIntake(options: IntakeOptions): Intake {
  const { broker, log } = options;
  const open = new Map<string, Lane>();
  // Of the JOBS stream as it is now: found out once for all lanes, anew when one of them is lost.
  let streamCreated: Promise<string> | undefined;

  async function ensure(nc: NatsConnection): Promise<string> {
    const jsm = await nc.jetstreamManager();
    await ensureStreams(jsm, options.replicas);
    return (await jsm.streams.info('JOBS')).created;
  }

  async function consume(kind: string, partition: number, receiver: Receiver, lane: Lane): Promise<void> {
    const nc = broker.connection;
    if (!nc || !broker.connected) return;
    streamCreated ??= ensure(nc);
    const created = await streamCreated;
    const name = await ensureJobConsumer(await nc.jetstreamManager({ checkAPI: false }), kind, partition);
    const consumer = await nc.jetstream().consumers.get('JOBS', name);
    if (lane.closed) return;
    lane.doorbell ??= answerDoorbell(nc, kind, partition, receiver);
    const messages = await consumer.consume({
      max_messages: READ_AHEAD,
      abort_on_missing_resource: true,
      idle_heartbeat: 5_000,
    });
    lane.messages = messages;
    // It may have been closed while the broker answered.
    if (lane.closed) messages.stop();
    for await (const message of messages) receive(message, created, receiver);
  }

  async function keepConsuming(kind: string, partition: number, receiver: Receiver, lane: Lane) {
    while (!lane.closed) {
      try {
        await consume(kind, partition, receiver, lane);
      } catch (error) {
        if (!lane.closed)
          log.warn({ kind, partition, err: error }, 'lost the partition’s subject; opening it again');
      }
      lane.messages = undefined;
      if (lane.closed) return;
      streamCreated = undefined;
      await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
    }
  }

  return {
    get connected() {
      return broker.connected;
    },
    open(kind, partition, receiver) {
      const name = `${kind}-${partition}`;
      if (open.has(name)) return;
      const lane: Lane = { closed: false };
      open.set(name, lane);
      void keepConsuming(kind, partition, receiver, lane);
    },
    close(kind, partition) {
      const name = `${kind}-${partition}`;
      const lane = open.get(name);
      if (!lane) return;
      open.delete(name);
      lane.closed = true;
      lane.messages?.stop();
      lane.doorbell?.close();
    },
  };
}

function receive(message: JsMsg, streamCreated: string, receiver: Receiver): void {
  const delivery: Delivery = { ack: () => message.ack(), release: (delayMs) => message.nak(delayMs) };
  const id = message.headers?.get(MESSAGE_HEADER);
  const subject = parseJobSubject(message.subject);
  if (id && subject) {
    receiver.delivered(subject.tenant, message.headers?.get(KEY_HEADER) ?? '', id, delivery);
    return;
  }
  receiver.handMade(
    {
      id: handMadeId(streamCreated, message.info.streamSequence),
      subject: message.subject,
      body: new TextDecoder().decode(message.data),
      trace: message.headers?.get('traceparent') || undefined,
    },
    delivery,
  );
}

/** The same for every delivery of a message, and no other's, though the stream be deleted and made again. */
export function handMadeId(streamCreated: string, sequence: number): string {
  return `hand_${Date.parse(streamCreated).toString(36)}_${sequence}`;
}
