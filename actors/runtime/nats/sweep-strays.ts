import { type JetStreamManager, NatsError } from 'nats';
import type { Pool } from '../../../db/pool.ts';
import { knownKinds, refuseStray, strayReason } from '../strays.ts';
import type { Broker } from './connection.ts';
import { handMadeId } from './intake.ts';
import { MESSAGE_HEADER } from './road.ts';

/** Of one subject in one sweep. */
const PER_SUBJECT = 1_000;

/**
 * Messages published by hand to subjects that no consumer takes (unknown kind, no such partition, malformed) would stay
 * in the stream for ever: they go to the dead letters with the reason, and out of the stream one by one (a filtered
 * purge would disturb the consumers of nats-server 2.9). Answers how many.
 */
export async function sweepStrays(broker: Broker, pool: Pool): Promise<number> {
  const nc = broker.connection;
  if (!nc || !broker.connected) return 0;
  const jsm = await nc.jetstreamManager({ checkAPI: false });
  const info = await jsm.streams.info('JOBS', { subjects_filter: 'lux.jobs.>' }).catch(unlessMissing);
  if (!info) return 0;
  const kinds = await knownKinds(pool);
  let swept = 0;
  for (const subject of Object.keys(info.state.subjects ?? {})) {
    const reason = strayReason(subject, kinds);
    if (reason) swept += await sweepSubject(jsm, pool, subject, reason, info.created);
  }
  return swept;
}

/** JetStream's own number for it. */
const STREAM_NOT_FOUND = 10_059;

/** On a new server nobody has made the stream yet: it has no strays. */
function unlessMissing(error: unknown): undefined {
  if (error instanceof NatsError && error.api_error?.err_code === STREAM_NOT_FOUND) return undefined;
  throw error;
}

async function sweepSubject(
  jsm: JetStreamManager,
  pool: Pool,
  subject: string,
  reason: string,
  streamCreated: string,
): Promise<number> {
  let after = 0;
  for (let count = 0; count < PER_SUBJECT; count++) {
    const message = await nextOf(jsm, subject, after + 1);
    if (!message) return count;
    after = message.seq;
    // One with a row is only a copy; its kind may not have run here yet, and will find the row.
    if (!message.header.get(MESSAGE_HEADER)) {
      const body = new TextDecoder().decode(message.data);
      await refuseStray(pool, { id: handMadeId(streamCreated, message.seq), subject, body }, reason);
    }
    await jsm.streams.deleteMessage('JOBS', message.seq, false);
  }
  return PER_SUBJECT;
}

// Forward by sequence: nats-server 2.9 forgets the last of a subject when the one behind it is deleted.
async function nextOf(jsm: JetStreamManager, subject: string, seq: number) {
  try {
    return await jsm.streams.getMessage('JOBS', { seq, next_by_subj: subject } as { seq: number });
  } catch (error) {
    if (/no message found|404/.test(String(error))) return undefined;
    throw error;
  }
}
