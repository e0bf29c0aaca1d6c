import type { Pool } from '../../db/pool.ts';
import { beginRefill, finishRefill, type Mailbox, type StoredMessage } from './mailbox.ts';
import { createPace } from './pace.ts';

export interface RefillerOptions {
  pool: Pool;
  kind: string;
  /** Messages to load per mailbox, asked before each query. */
  window: () => number;
  stateful: boolean;
  /** A mailbox has been read. `stored` is undefined when there is no state, and null when it was not asked for. */
  onRefilled: (box: Mailbox, stored: StoredState | undefined | null) => void;
  onError: (boxes: readonly Mailbox[], error: unknown) => void;
}

export interface StoredState {
  version: number;
  state: unknown;
  revision: number;
}

export interface Refiller {
  /** Reads the mailbox, once more when it is being read now. */
  request(box: Mailbox): void;
  forget(box: Mailbox): void;
  stop(): void;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
}

const BOXES_PER_QUERY = 200;
const QUERIES_AT_ONCE = 2;
const GAP_MS = 2;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const TIMEOUT_MS = 10_000;

/**
 * Reads dirty mailboxes, many in one query; what becomes dirty meanwhile goes with the next. While queries fail
 * everything wanted waits together, longer each time: a database that is away is not stormed, and nobody is forgotten.
 */
export function createRefiller(options: RefillerOptions): Refiller {
  const wanted = new Set<Mailbox>();
  const running = new Set<Promise<void>>();
  let pause = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const pace = createPace(GAP_MS, () => start(1));

  /** A second query joins one that is under way when it is full, or after a while. */
  function kick(): void {
    if (stopped || resting || wanted.size === 0 || running.size >= QUERIES_AT_ONCE) return;
    if (wanted.size >= BOXES_PER_QUERY) start(BOXES_PER_QUERY);
    else if (running.size === 0) pace.now();
    else pace.later();
  }

  function start(atLeast: number): void {
    while (!stopped && !resting && wanted.size >= atLeast && running.size < QUERIES_AT_ONCE) {
      const boxes: Mailbox[] = [];
      for (const box of wanted) {
        wanted.delete(box);
        boxes.push(box);
        if (boxes.length === BOXES_PER_QUERY) break;
      }
      const work: Promise<void> = read(boxes).finally(() => {
        running.delete(work);
        for (const box of boxes) if (box.dirty) wanted.add(box);
        kick();
      });
      running.add(work);
    }
  }

  async function read(boxes: Mailbox[]): Promise<void> {
    try {
      await refill(options, boxes);
      pause = 0;
    } catch (error) {
      for (const box of boxes) {
        box.refilling = false;
        box.stale = false;
        box.dirty = true;
      }
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2 || FIRST_PAUSE_MS);
      clearTimeout(resting);
      resting = setTimeout(() => {
        resting = undefined;
        kick();
      }, pause);
      options.onError(boxes, error);
    }
  }

  return {
    request(box) {
      box.dirty = true;
      if (box.refilling) return;
      wanted.add(box);
      kick();
    },
    forget: (box) => void wanted.delete(box),
    stop() {
      stopped = true;
      pace.stop();
      clearTimeout(resting);
      wanted.clear();
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function refill(options: RefillerOptions, boxes: Mailbox[]): Promise<void> {
  const { pool, kind, stateful } = options;
  const window = options.window();
  for (const box of boxes) beginRefill(box);
  const limits = boxes.map((b) => window + b.inFlight.size);
  const stateless = boxes.map((b) => !b.state);
  const actors = boxes.map((b, i) => {
    return { p: b.partition, t: b.tenant, k: b.key, s: stateful && stateless[i], n: limits[i] };
  });
  const query = {
    name: 'rt-refill',
    text: 'select mail, states from rt.refill($1, $2)',
    values: [kind, JSON.stringify(actors)],
    query_timeout: TIMEOUT_MS,
  };
  const { rows } = await pool.query<{ mail: string; states: string }>(query);
  const found = rows[0];
  const now = performance.now();
  const mail = new Map<string, StoredMessage[]>();
  for (const row of JSON.parse(found?.mail ?? '[]') as MailRow[]) {
    const stored = toMessage(row, now);
    const list = mail.get(`${stored.tenant} ${stored.key}`);
    if (list) list.push(stored);
    else mail.set(`${stored.tenant} ${stored.key}`, [stored]);
  }
  const states = new Map<string, StoredState>();
  for (const [tenant, key, version, state, revision] of JSON.parse(found?.states ?? '[]') as StateRow[]) {
    states.set(`${tenant} ${key}`, { version, state, revision });
  }
  for (const [i, box] of boxes.entries()) {
    const address = `${box.tenant} ${box.key}`;
    const limit = limits[i] as number;
    if (!finishRefill(box, mail.get(address) ?? [], limit)) continue;
    options.onRefilled(box, stateless[i] ? states.get(address) : null);
  }
}

type StateRow = [tenant: string, key: string, version: number, state: unknown, revision: number];

type MailRow = [
  position: number,
  id: string,
  tenant: string,
  key: string,
  type: string,
  payload: unknown,
  attempts: number,
  retryIn: number | null,
  jobId: string | null,
  trace: string | null,
  sentAt: number,
];

// What is left of a delay comes from Postgres: its clock and ours need not agree.
function toMessage(row: MailRow, now: number): StoredMessage {
  const [position, id, tenant, key, type, payload, attempts, retryIn, jobId, trace, sentAt] = row;
  const retryAt = retryIn !== null && retryIn > 0 ? now + retryIn : 0;
  return { position, id, tenant, key, type, payload, attempts, retryAt, jobId, trace, sentAt };
}
