import type { Pool } from '../../db/pool.ts';
import { beginRefill, finishRefill, type Mailbox, type StoredMessage } from './mailbox.ts';

export interface RefillerOptions {
  pool: Pool;
  kind: string;
  /** Messages loaded per mailbox. */
  window: number;
  stateful: boolean;
  /** A mailbox has been read; its state is loaded too, when the kind has one and a row exists. */
  onRefilled: (box: Mailbox, stored: StoredState | undefined) => void;
  onError: (boxes: readonly Mailbox[], error: unknown) => void;
}

export interface StoredState {
  version: number;
  state: unknown;
}

export interface Refiller {
  request(box: Mailbox): void;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
}

const BOXES_PER_QUERY = 200;
const QUERIES_AT_ONCE = 2;

/** Reads dirty mailboxes, many in one query; what becomes dirty meanwhile goes with the next. */
export function createRefiller(options: RefillerOptions): Refiller {
  const wanted = new Set<Mailbox>();
  const running = new Set<Promise<void>>();

  function kick(): void {
    while (wanted.size > 0 && running.size < QUERIES_AT_ONCE) {
      const boxes: Mailbox[] = [];
      for (const box of wanted) {
        wanted.delete(box);
        boxes.push(box);
        if (boxes.length === BOXES_PER_QUERY) break;
      }
      const work: Promise<void> = refill(options, boxes).finally(() => {
        running.delete(work);
        for (const box of boxes) if (box.dirty) wanted.add(box);
        kick();
      });
      running.add(work);
    }
  }

  return {
    request(box) {
      box.dirty = true;
      if (box.refilling) return;
      wanted.add(box);
      kick();
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function refill(options: RefillerOptions, boxes: Mailbox[]): Promise<void> {
  const { pool, kind, window, stateful } = options;
  for (const box of boxes) beginRefill(box);
  const actors = boxes.map((b) => ({ p: b.partition, t: b.tenant, k: b.key, s: stateful && !b.state }));
  let found: { mail: string; states: string };
  try {
    const { rows } = await pool.query({
      name: 'rt-refill',
      text: 'select mail, states from rt.refill($1, $2, $3)',
      values: [kind, JSON.stringify(actors), window],
    });
    found = rows[0];
  } catch (error) {
    for (const box of boxes) box.refilling = false;
    options.onError(boxes, error);
    return;
  }
  const mail = new Map<string, StoredMessage[]>();
  for (const row of JSON.parse(found.mail) as MailRow[]) {
    const stored = toMessage(row);
    const list = mail.get(`${stored.tenant} ${stored.key}`);
    if (list) list.push(stored);
    else mail.set(`${stored.tenant} ${stored.key}`, [stored]);
  }
  const states = new Map<string, StoredState>();
  for (const [tenant, key, version, state] of JSON.parse(found.states) as [
    string,
    string,
    number,
    unknown,
  ][]) {
    states.set(`${tenant} ${key}`, { version, state });
  }
  for (const box of boxes) {
    const address = `${box.tenant} ${box.key}`;
    finishRefill(box, mail.get(address) ?? [], window);
    options.onRefilled(box, states.get(address));
  }
}

type MailRow = [
  number,
  string,
  string,
  string,
  string,
  unknown,
  number,
  number | null,
  string | null,
  string | null,
  number,
];

function toMessage([
  position,
  id,
  tenant,
  key,
  type,
  payload,
  attempts,
  retryAt,
  jobId,
  trace,
  sentAt,
]: MailRow): StoredMessage {
  return { position, id, tenant, key, type, payload, attempts, retryAt, jobId, trace, sentAt };
}
