import type { Msg, NatsConnection, Service, ServiceMsg, Subscription } from 'nats';
import type { Logger } from 'pino';
import type { Pool } from '../../../db/pool.ts';
import type { AnyActor } from '../actor.ts';
import { describeError } from '../errors.ts';
import { OpsInputError, type OpsParts, runVerb, VERBS } from '../ops/verbs.ts';
import type { Worker } from '../worker.ts';
import type { Broker } from './connection.ts';

export interface OpsOptions {
  broker: Broker;
  worker: Worker;
  actor: AnyActor;
  pool: Pool;
  /** Semantic version of the program. */
  version: string;
  log: Logger;
}

const OWNER_ANSWERS_MS = 500;
/**
 * The inboxes of operators. JetStream answers to whatever subject a request names, past the rights of who sent it: a channel's adapter could
 * have the broker say something to `lux.ops.….pause`. What no operator waits for is no command.
 */
const OPERATORS_INBOX = /^_INBOX(_operator)?\./;

/**
 * The kind as a NATS micro service `lux-<kind>`: `nats micro ls|info|stats`, and `nats req lux.ops.<kind>.<verb>`.
 * Any worker answers a verb; `lux.ops.<kind>.drain.<owner>` addresses one.
 */
export function serveOps(options: OpsOptions): { stop(): Promise<void> } {
  const { broker, worker, actor, log } = options;
  const { kind } = actor.contract;
  const subject = (verb: string) => `lux.ops.${kind}.${verb}`;
  let service: Promise<Service> | undefined;
  const subscriptions: Subscription[] = [];

  async function open(nc: NatsConnection): Promise<Service> {
    const parts: OpsParts = {
      pool: options.pool,
      kind,
      worker,
      tellAll: () => nc.publish(subject('changed')),
      async askOwner(owner, tenant, key) {
        const body = JSON.stringify({ tenant, key });
        const answer = await nc
          .request(subject(`live.${owner}`), body, { timeout: OWNER_ANSWERS_MS })
          .catch(() => undefined);
        return answer?.json();
      },
    };
    subscriptions.push(
      nc.subscribe(subject('changed'), { callback: () => lookAgain() }),
      nc.subscribe(subject(`live.${worker.owner}`), { callback: (_, msg) => tellLive(msg) }),
    );
    const opened = await nc.services.add({
      name: `lux-${kind}`,
      version: options.version,
      description: actor.description,
      metadata: { owner: worker.owner },
    });
    for (const [name, verb] of Object.entries(VERBS)) {
      opened.addEndpoint(name, {
        subject: subject(name),
        metadata: { description: verb.description, input: JSON.stringify(verb.input) },
        handler: (_, msg) => void answer(msg, () => runVerb(verb, parts, text(msg))),
      });
    }
    opened.addEndpoint('drain', {
      subject: subject(`drain.${worker.owner}`),
      metadata: { description: 'Gives its partitions to the other workers; {"undo": true} takes part again' },
      handler: (_, msg) => void answer(msg, () => drain(text(msg))),
    });
    return opened;
  }

  function lookAgain(): void {
    worker.reconcile();
    worker.checkPause().catch((error) => log.warn({ err: error }, 'the pause flag could not be read'));
  }

  function tellLive(msg: Msg): void {
    const { tenant, key } = JSON.parse(text(msg)) as { tenant: string; key: string };
    msg.respond(JSON.stringify(worker.inspect(tenant, key) ?? null));
  }

  async function drain(body: string): Promise<unknown> {
    const { undo } = (body.trim() === '' ? {} : JSON.parse(body)) as { undo?: boolean };
    if (undo) worker.resume();
    else await worker.drain();
    return { owner: worker.owner, drained: !undo, partitions: [...worker.held.keys()] };
  }

  async function answer(msg: ServiceMsg, work: () => Promise<unknown>): Promise<void> {
    if (!OPERATORS_INBOX.test(msg.reply ?? '')) {
      log.warn({ subject: msg.subject }, 'a command that no operator waits for was left alone');
      return;
    }
    try {
      msg.respond(JSON.stringify(await work()));
    } catch (error) {
      const asked = error instanceof OpsInputError || error instanceof SyntaxError;
      if (!asked) log.error({ err: error, subject: msg.subject }, 'an operator’s request failed');
      // The sentence goes into a header, where line breaks end it.
      msg.respondError(asked ? 400 : 500, describeError(error).replaceAll(/\s+/g, ' '));
    }
  }

  broker.onConnected(() => {
    const nc = broker.connection;
    // It survives reconnections by itself.
    if (!nc || service) return;
    service = open(nc);
    service.catch((error) => {
      service = undefined;
      log.warn({ err: error }, 'the operators’ service could not be opened; trying at the next connection');
    });
  });

  return {
    async stop() {
      for (const subscription of subscriptions) if (!subscription.isClosed()) subscription.unsubscribe();
      await service?.then((opened) => opened.stop()).catch(() => {});
    },
  };
}

function text(msg: Msg): string {
  return new TextDecoder().decode(msg.data);
}
