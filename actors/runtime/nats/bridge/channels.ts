import { AckPolicy, createInbox, DeliverPolicy, type NatsConnection, type Subscription } from 'nats';
import type { Logger } from 'pino';
import type { ChannelName } from '../../../contracts/channel/declared.ts';
import { channelSubject } from '../../../contracts/subjects.ts';
import type { Broker } from '../connection.ts';

const HEARTBEAT_MS = 5_000;
/** After so long without even a heartbeat the consumer is gone. */
const SILENCE_MS = 3 * HEARTBEAT_MS;
/** Who starts together with the workers finds no stream for so long. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 1_000;

/**
 * Follows what the platform tells of a channel's connections: first the last word about each, then each new one. Words may come
 * again, after a reconnection all of them.
 */
export function followChannels(options: {
  broker: Broker;
  channel: ChannelName;
  inboxPrefix: string;
  log: Logger;
  tell: (body: string) => void;
  /** Called after each time that all that was known has been asked for. */
  onOpen: () => void;
}): { stop(): void } {
  const { broker, channel, log } = options;
  let subscription: Subscription | undefined;
  let heardAt = Number.NEGATIVE_INFINITY;
  let opening = false;
  let failingSince: number | undefined;

  async function open(nc: NatsConnection): Promise<void> {
    subscription?.unsubscribe();
    const inbox = createInbox(options.inboxPrefix);
    subscription = nc.subscribe(inbox, {
      callback(error, message) {
        heardAt = performance.now();
        // A heartbeat has a status and no body.
        if (!error && message.data.length > 0) options.tell(new TextDecoder().decode(message.data));
      },
    });
    const jsm = await nc.jetstreamManager({ checkAPI: false });
    await jsm.consumers.add('CHANNELS', {
      name: `${channel}-${crypto.randomUUID()}`,
      deliver_subject: inbox,
      filter_subject: channelSubject(channel, '*'),
      deliver_policy: DeliverPolicy.LastPerSubject,
      ack_policy: AckPolicy.None,
      idle_heartbeat: HEARTBEAT_MS * 1_000_000,
      inactive_threshold: SILENCE_MS * 1_000_000,
      mem_storage: true,
      num_replicas: 1,
    });
    heardAt = performance.now();
    failingSince = undefined;
    options.onOpen();
  }

  async function look(): Promise<void> {
    if (opening || !broker.connection || !broker.connected) return;
    if (subscription && performance.now() - heardAt < SILENCE_MS) return;
    opening = true;
    try {
      await open(broker.connection);
    } catch (error) {
      subscription?.unsubscribe();
      subscription = undefined;
      failingSince ??= performance.now();
      const level = performance.now() - failingSince < PATIENCE_MS ? 'debug' : 'warn';
      log[level]({ err: error }, 'the connections of the channel cannot be read yet');
    } finally {
      opening = false;
    }
  }

  broker.onConnected(() => {
    heardAt = Number.NEGATIVE_INFINITY;
    void look();
  });
  const timer = setInterval(look, LOOK_MS);
  return {
    stop() {
      clearInterval(timer);
      if (subscription && !subscription.isClosed()) subscription.unsubscribe();
    },
  };
}
