import { AckPolicy, type ConsumerMessages, type JsMsg, type NatsConnection } from 'nats';
import type { Logger } from 'pino';
import type { ChannelName } from '../../../contracts/channel/declared.ts';
import { outboundSubject } from '../../../contracts/subjects.ts';
import type { Broker } from '../connection.ts';

/** One delivery of an Outbound. What is neither acknowledged nor held comes again after `ACK_WAIT_MS`. */
export interface OutboundDelivery {
  /** From the subject: the broker let only the platform write it. */
  tenant: string;
  body: string;
  /** In the stream. */
  position: number;
  ack(): void;
  /** Give it again after `ms`. */
  hold(ms: number): void;
  /** It is still being worked on. */
  working(): void;
}

export const ACK_WAIT_MS = 10_000;
/** Held ones count: a storm of one firm must not stop the others'. */
const MAX_HELD = 100_000;
const READ_AHEAD = 200;
const REOPEN_MS = 500;
/** JSConsumerNotFoundErr of nats-server. */
const NO_CONSUMER = 10_014;

export interface OutboundConsumer {
  /** Reads no more. What was handed out may still be acknowledged. */
  stop(): void;
}

/**
 * Hands out what the platform sends through the channel, one after the other, waiting for `take`. Makes the consumer again when
 * it is gone, and waits for the stream when that is. Whoever begins makes it anew: what an earlier one had read, and was not
 * acknowledged, comes first then, in the order of the stream, and not some time between what is newer.
 */
export function consumeOutbound(options: {
  broker: Broker;
  channel: ChannelName;
  log: Logger;
  take: (delivery: OutboundDelivery) => Promise<void>;
  /** Everything that was not acknowledged comes from now on, from the first on. */
  onAnew: () => void;
}): OutboundConsumer {
  const { broker, channel, log } = options;
  const name = `bridge-${channel}`;
  let stopped = false;
  let messages: ConsumerMessages | undefined;

  async function consume(nc: NatsConnection): Promise<void> {
    const jsm = await nc.jetstreamManager({ checkAPI: false });
    await jsm.consumers.delete('OUTBOUND', name).catch((error) => {
      if ((error as { api_error?: { err_code?: number } }).api_error?.err_code !== NO_CONSUMER) throw error;
    });
    options.onAnew();
    await jsm.consumers.add('OUTBOUND', {
      durable_name: name,
      filter_subject: outboundSubject(channel, '>'),
      ack_policy: AckPolicy.Explicit,
      ack_wait: ACK_WAIT_MS * 1_000_000,
      max_ack_pending: MAX_HELD,
      max_deliver: -1,
    });
    const consumer = await nc.jetstream().consumers.get('OUTBOUND', name);
    messages = await consumer.consume({
      max_messages: READ_AHEAD,
      abort_on_missing_resource: true,
      idle_heartbeat: 5_000,
    });
    if (stopped) messages.stop();
    for await (const message of messages) {
      // What was read ahead goes back at once, to whoever sends next.
      if (stopped) message.nak();
      else await options.take(asDelivery(message));
    }
  }

  void (async () => {
    while (!stopped) {
      try {
        if (broker.connection && broker.connected) await consume(broker.connection);
      } catch (error) {
        if (!stopped) log.warn({ err: error }, 'lost the channel’s messages; opening them again');
      }
      messages = undefined;
      if (!stopped) await Bun.sleep(REOPEN_MS);
    }
  })();

  return {
    stop() {
      stopped = true;
      messages?.stop();
    },
  };
}

function asDelivery(message: JsMsg): OutboundDelivery {
  return {
    tenant: message.subject.split('.')[3] ?? '',
    body: new TextDecoder().decode(message.data),
    position: message.seq,
    ack: () => message.ack(),
    hold: (ms) => message.nak(Math.max(1, Math.round(ms))),
    working: () => message.working(),
  };
}
