import { AckPolicy, type ConsumerMessages, type JsMsg, type NatsConnection } from 'nats';
import type { Logger } from 'pino';
import type { Broker } from './connection.ts';
import { handMadeId } from './intake.ts';
import { ensureStreams } from './streams.ts';

/** A message of an adapter as it came over the road. */
export interface FromAdapter {
  /** The same at every delivery. */
  id: string;
  subject: string;
  body: string;
  /** 1 at first. */
  deliveries: number;
}

export interface ConsumeOptions {
  broker: Broker;
  replicas: number;
  log: Logger;
  /**
   * Makes some messages lasting. They are acknowledged afterwards, but for those whose ids it answers: these are wanted again in
   * a moment. When it throws, all of them are.
   */
  take: (messages: readonly FromAdapter[]) => Promise<ReadonlySet<string>>;
}

const DURABLE = 'platform';
const AT_ONCE = 200;
/** What has come is taken together when it is so many, or so old. */
const GATHER_MS = 5;
const AGAIN_MS = 1_000;
const REOPEN_MS = 500;
const ACK_WAIT_NS = 30 * 1_000_000_000;

/** Takes what adapters say from INBOUND, all workers together, until `stop`. */
export function consumeInbound(options: ConsumeOptions): { stop(): Promise<void> } {
  const { broker, log } = options;
  let stopped = false;
  let open: ConsumerMessages | undefined;
  let taking = Promise.resolve();

  async function consume(nc: NatsConnection): Promise<void> {
    const jsm = await nc.jetstreamManager();
    await ensureStreams(jsm, options.replicas);
    const { created } = await jsm.streams.info('INBOUND');
    await jsm.consumers.add('INBOUND', {
      durable_name: DURABLE,
      filter_subject: 'lux.in.>',
      ack_policy: AckPolicy.Explicit,
      ack_wait: ACK_WAIT_NS,
      max_ack_pending: 5_000,
      max_deliver: -1,
    });
    const consumer = await nc.jetstream().consumers.get('INBOUND', DURABLE);
    if (stopped) return;
    const messages = await consumer.consume({
      max_messages: AT_ONCE,
      abort_on_missing_resource: true,
      idle_heartbeat: 5_000,
    });
    open = messages;
    if (stopped) messages.stop();
    let waiting: JsMsg[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      const some = waiting;
      waiting = [];
      if (some.length > 0) taking = taking.then(() => takeAll(some, created));
      return taking;
    };
    for await (const message of messages) {
      waiting.push(message);
      if (waiting.length >= AT_ONCE) await flush();
      else timer ??= setTimeout(flush, GATHER_MS);
    }
    await flush();
  }

  async function takeAll(messages: readonly JsMsg[], created: string): Promise<void> {
    const byId = messages.map((message) => ({ id: handMadeId(created, message.seq), message }));
    try {
      const later = await options.take(
        byId.map(({ id, message }) => ({
          id,
          subject: message.subject,
          body: new TextDecoder().decode(message.data),
          deliveries: message.info.redeliveryCount,
        })),
      );
      for (const { id, message } of byId) later.has(id) ? message.nak(AGAIN_MS) : message.ack();
    } catch (error) {
      log.warn(
        { err: error, count: messages.length },
        'what adapters said could not be kept; taking it again',
      );
      for (const { message } of byId) message.nak(AGAIN_MS);
    }
  }

  async function keepConsuming(): Promise<void> {
    while (!stopped) {
      const nc = broker.connected ? broker.connection : undefined;
      try {
        if (nc) await consume(nc);
      } catch (error) {
        if (!stopped) log.warn({ err: error }, 'lost INBOUND; opening it again');
      }
      open = undefined;
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
    }
  }

  const running = keepConsuming();
  return {
    async stop() {
      stopped = true;
      open?.stop();
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 1_000))]);
      await taking;
    },
  };
}
