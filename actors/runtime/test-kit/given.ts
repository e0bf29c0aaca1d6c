import type { Static, TSchema } from '@sinclair/typebox';
import pino from 'pino';
import type { Pool } from '../../../db/pool.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { Contract, MessageType, Payload } from '../../contracts/contract.ts';
import { newId } from '../../contracts/ids.ts';
import type { ActorDefinition } from '../actor.ts';
import type { Effects, PlatformWrite, TenantWrite } from '../context.ts';
import { createMailbox } from '../mailbox.ts';
import type { OutgoingMessage } from '../message.ts';
import type { FailureDecision } from '../retry.ts';
import { openState } from '../state.ts';
import { runTurn } from '../turn.ts';
import { frozen } from './frozen.ts';

/** What one handled message would make true. */
export interface Outcome<S> {
  /** After the handler; as before when it did not call `setState`. */
  state: S;
  sent: OutgoingMessage[];
  /** Run them yourself against a real transaction, or count them. */
  tenantWrites: TenantWrite[];
  platformWrites: PlatformWrite[];
  /** Begin them yourself, or count them. */
  afterCommit: Effects['afterCommit'];
  /** Present when the handler threw or the message was refused: what becomes of it. Nothing else happens then. */
  failure?: FailureDecision;
}

export interface Circumstances {
  tenant?: string;
  key?: string;
  id?: string;
  /** 1 on the first try. */
  attempt?: number;
  jobId?: string;
  trace?: string;
  sentAt?: Date;
  /** Aborts the handler, as a hand-over does. */
  signal?: AbortSignal;
  /** What `ctx.read` hands to its work. */
  tx?: TenantTx;
  /** What `ctx.platform` is. */
  platform?: Pool;
}

/**
 * Tests one handler without Postgres and NATS, through the same code that runs it in a worker:
 * `await given(counter, { sum: 1 }).when('add', { n: 2 })`. Without a state the actor is new.
 */
export function given<C extends Contract, S extends TSchema>(
  actor: ActorDefinition<C, S>,
  state?: Static<S>,
  circumstances: Circumstances = {},
) {
  return {
    async when<T extends MessageType<C>>(
      type: T,
      payload: Payload<C, T>,
      more: Circumstances = {},
    ): Promise<Outcome<Static<S>>> {
      const at = { ...circumstances, ...more };
      const tenant = at.tenant ?? 'ten_test';
      const signal = at.signal ?? new AbortController().signal;
      const box = createMailbox(tenant, at.key ?? '', { partition: 0, epoch: 1, signal });
      const stored =
        state === undefined ? undefined : { version: actor.state?.version ?? 1, state, revision: 1 };
      box.state = { value: frozen(openState(actor.state, stored)) };
      const message = {
        position: 1,
        id: at.id ?? newId('message'),
        tenant,
        key: at.key ?? '',
        type,
        payload,
        attempts: (at.attempt ?? 1) - 1,
        retryAt: 0,
        jobId: at.jobId ?? null,
        trace: at.trace ?? null,
        sentAt: (at.sentAt ?? new Date()).getTime(),
      };
      const turn = await runTurn(actor, box, [message], {
        app: readsFrom(at.tx),
        runtime: at.platform ?? absent('platform'),
        log: pino({ level: 'silent' }),
        random: () => 0.5,
        observe() {},
      });
      const effects: Effects = turn.done[0]?.effects ?? {
        sent: [],
        tenantWrites: [],
        platformWrites: [],
        afterCommit: [],
      };
      return {
        state: (effects.state ?? box.state).value as Static<S>,
        sent: effects.sent,
        tenantWrites: effects.tenantWrites,
        platformWrites: effects.platformWrites,
        afterCommit: effects.afterCommit,
        ...(turn.failed ? { failure: turn.failed.decision } : {}),
      };
    },
  };
}

// `ctx.read` takes a client from the pool and binds it: here the client is that of the given transaction.
function readsFrom(tx: TenantTx | undefined): Pool {
  if (!tx) return absent('tx');
  const client = {
    ...tx.client,
    query: async (q: never) => (isFrame(q) ? { rows: [] } : tx.client.query(q)),
  };
  return { connect: async () => ({ ...client, release() {} }) } as unknown as Pool;
}

function isFrame(query: unknown): boolean {
  return typeof query === 'string' && /^(begin|commit|rollback)/.test(query);
}

function absent(name: string): Pool {
  return new Proxy({} as Pool, {
    get() {
      throw new Error(`the handler uses the database: give \`${name}\` to the test`);
    },
  });
}
