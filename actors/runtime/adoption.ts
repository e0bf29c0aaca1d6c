import type { Pool } from '../../db/pool.ts';
import { isTenantToken, parseJobSubject, partitionOf } from '../contracts/subjects.ts';
import type { AnyActor } from './actor.ts';
import { storableText } from './errors.ts';
import { checkPayload } from './message.ts';
import { isTraceparent } from './trace.ts';

/** A message that came over the road without a row: an operator's `nats pub lux.jobs…`. */
export interface HandMadeMessage {
  /** The same for every delivery of it: stream name, creation time and sequence. */
  id: string;
  subject: string;
  /** The body as text. `{"type": "...", "payload": {...}, "key"?: "..."}` */
  body: string;
  trace?: string;
}

export type Handmade =
  | { ok: true; tenant: string; key: string; type: string; payload: unknown }
  | { ok: false; tenant: string; reason: string };

/** Reads and checks a hand-made message: everything that is wrong with it ends in a sentence. */
export function readHandMade(actor: AnyActor, message: HandMadeMessage): Handmade {
  const subject = parseJobSubject(message.subject);
  if (!subject)
    return {
      ok: false,
      tenant: '-',
      reason: `${message.subject} is not lux.jobs.<kind>.<partition>.<tenant>`,
    };
  const { tenant } = subject;
  const refuse = (reason: string): Handmade => ({ ok: false, tenant, reason: storableText(reason, 2_000) });
  if (subject.partition !== partitionOf(tenant)) {
    return refuse(`${tenant} belongs to partition ${partitionOf(tenant)}, not ${subject.partition}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(message.body);
  } catch (error) {
    return refuse(`the body is not JSON: ${(error as Error).message}`);
  }
  const { type, payload, key } = (parsed ?? {}) as { type?: unknown; payload?: unknown; key?: unknown };
  if (typeof type !== 'string') return refuse('the body needs "type" (a text) and "payload"');
  if (key !== undefined && (typeof key !== 'string' || (key !== '' && !isTenantToken(key))))
    return refuse('"key" must be a short token');
  const problem = checkPayload(actor.contract, type, payload);
  return problem ? refuse(problem) : { ok: true, tenant, key: key ?? '', type, payload };
}

/**
 * Gives a hand-made message its row, once for any number of deliveries, or puts it into the dead letters with the
 * reason. Answers whose mailbox it is in now.
 */
export async function adopt(
  pool: Pool,
  actor: AnyActor,
  message: HandMadeMessage,
): Promise<{ tenant: string; key: string } | undefined> {
  const kind = actor.contract.kind;
  const read = readHandMade(actor, message);
  if (!read.ok) {
    await pool.query({
      name: 'rt-refuse',
      text: REFUSE,
      values: [
        message.id,
        kind,
        partitionOf(read.tenant),
        read.tenant,
        JSON.stringify({ subject: message.subject, body: message.body.slice(0, 10_000) }),
        read.reason,
      ],
    });
    return undefined;
  }
  const { tenant, key, type, payload } = read;
  const row = {
    id: message.id,
    kind,
    partition: partitionOf(tenant),
    tenant,
    key,
    type,
    payload,
    trace: isTraceparent(message.trace) ? message.trace : undefined,
  };
  await pool.query({ name: 'rt-adopt', text: ADOPT, values: [message.id, JSON.stringify([row])] });
  return { tenant, key };
}

const ADOPT = `
  with first as (insert into rt.adoptions (id) values ($1) on conflict do nothing returning id)
  select rt.send($2) from first`;

const REFUSE = `
  insert into rt.dead_letters (id, kind, partition, tenant, type, payload, attempts, reason, error)
  values ($1, $2, $3, $4, 'hand-made', $5, 1, 'refused', $6)
  on conflict (id) do nothing`;
