import { newestPosition, readInbox, readNotification } from '../../db/notifications/read.ts';
import type { Pool } from '../../db/pool.ts';
import { readTenant, type TenantTx } from '../../db/tenant.ts';
import type { EventSignal } from '../events/signal.ts';
import { createBell, HEARTBEAT, sseEvent } from '../http/sse.ts';
import { Problem } from '../problems/problem.ts';
import { showEntry } from './list.ts';

export interface InboxStreamOptions {
  pool: Pool;
  signal: EventSignal;
  tenantId: string;
  personId: string;
  mayContinue: () => Promise<boolean>;
  heartbeatMs: number;
  /** How often to look while the signal is not live. */
  pollMs: number;
}

const PAGE = 100;
const RETRY_MS = 2_000;

/**
 * Where a stream begins: after the message the reader saw last, or after the newest.
 * @throws Problem invalid-parameter when the person has no such message
 */
export async function startOfInbox(
  tx: TenantTx,
  personId: string,
  lastEventId: string | undefined,
): Promise<number> {
  if (lastEventId === undefined) return newestPosition(tx, personId);
  const last = await readNotification(tx, lastEventId);
  if (last?.personId === personId) return last.position;
  const message = 'This inbox has no message with this id.';
  const fix = 'Send the id of a message of this stream or of GET /v1/inbox, or leave it out.';
  throw new Problem('invalid-parameter', { errors: [{ location: 'header.last-event-id', message, fix }] });
}

/**
 * An inbox as server-sent events, from a position on, until the reader leaves, its credentials end or the process stops. Every
 * message is followed by an event of the firm (`notification.send`), so its bell is the one of the feed.
 */
export async function* streamInbox(
  start: number,
  options: InboxStreamOptions,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { pool, tenantId, personId, heartbeatMs } = options;
  const bell = createBell();
  const unsubscribe = options.signal.subscribe(tenantId, bell.ring);
  let after = start;
  let saidAt = Date.now();
  try {
    yield `retry: ${RETRY_MS}\n\n`;
    while (!signal.aborted) {
      const rows = await readTenant(pool, tenantId, (tx) => readInbox(tx, personId, { limit: PAGE, after }));
      after = rows.at(-1)?.position ?? after;
      if (rows.length > 0) {
        saidAt = Date.now();
        yield rows
          .map((row) => sseEvent({ id: row.id, event: 'notification', data: showEntry(row) }))
          .join('');
      }
      if (rows.length === PAGE) continue;
      const silence = Math.max(0, saidAt + heartbeatMs - Date.now());
      await bell.wait(options.signal.isLive() ? silence : Math.min(silence, options.pollMs), signal);
      if (Date.now() - saidAt < heartbeatMs || signal.aborted) continue;
      if (!(await options.mayContinue())) return;
      saidAt = Date.now();
      yield HEARTBEAT;
    }
  } finally {
    unsubscribe();
  }
}
