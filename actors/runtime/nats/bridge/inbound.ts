import type { ChannelName } from '../../../contracts/channel/declared.ts';
import type { Inbound, Receipt, Standing } from '../../../contracts/channels.ts';
import { helloSubject, inboundSubject } from '../../../contracts/subjects.ts';
import type { Broker } from '../connection.ts';

/** What an adapter tells the platform. Each resolves when the broker has it, and throws when it may not have it. */
export interface Inbox {
  message(connection: string, message: Inbound): Promise<void>;
  /** @param key the same when the same receipt is told again */
  receipt(connection: string, receipt: Receipt, key: string): Promise<void>;
  standing(connection: string, standing: Standing): Promise<void>;
  /** Wants CHANNELS told again. */
  hello(): Promise<void>;
}

/** A webhook must be answered within three seconds, the broker's word included. */
const ANSWER_MS = 2_000;

export function createInbox(broker: Broker, channel: ChannelName): Inbox {
  async function publish(subject: string, body: unknown, msgID: string | undefined): Promise<void> {
    if (!broker.connection || !broker.connected) throw new Error('NATS is not connected');
    const options = { timeout: ANSWER_MS, ...(msgID ? { msgID } : {}) };
    await broker.connection.jetstream().publish(subject, JSON.stringify(body), options);
  }

  return {
    message: (connection, message) =>
      publish(
        inboundSubject(channel, connection, 'message'),
        message,
        `${channel}:${connection}:${message.id}`,
      ),
    receipt: (connection, receipt, key) =>
      publish(inboundSubject(channel, connection, 'receipt'), receipt, `${channel}:${connection}:${key}`),
    standing: (connection, standing) =>
      publish(inboundSubject(channel, connection, 'standing'), standing, undefined),
    hello: () => publish(helloSubject(channel), {}, undefined),
  };
}
