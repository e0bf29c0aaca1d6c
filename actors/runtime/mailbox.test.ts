import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  beginRefill,
  canRun,
  createMailbox,
  finishRefill,
  finishTurn,
  MAX_DELIVERIES,
  noteDelivery,
  resetMailbox,
  type StoredMessage,
  takeTurn,
} from './mailbox.ts';

const lease = { partition: 0, epoch: 1, signal: new AbortController().signal };

function mail(position: number, attempts = 0): StoredMessage {
  const id = `msg_${position}`;
  return {
    position,
    id,
    tenant: 't',
    key: '',
    type: 't',
    payload: 0,
    attempts,
    retryAt: 0,
    jobId: null,
    trace: null,
    sentAt: 0,
  };
}

function opened() {
  const box = createMailbox('t', '', lease);
  box.state = { value: undefined };
  return box;
}

function delivery() {
  const acts: string[] = [];
  return { acts, ack: () => void acts.push('ack'), release: () => void acts.push('release') };
}

/**
 * The mailbox against a model of Postgres: a table of rows, snapshots taken at one moment and answered at another,
 * turns whose commits happen on the server before we hear of them, senders whose earlier positions commit later.
 */
describe('mailbox and refill, any interleaving', () => {
  const steps = fc.array(
    fc.constantFrom(
      'send',
      'sendLate',
      'commitLate',
      'hint',
      'query',
      'answer',
      'turn',
      'commit',
      'heard',
      'conflict',
    ),
    { minLength: 20, maxLength: 300, size: 'max' },
  );

  test('no message is lost, doubled, or handled before an earlier one that was visible with it', () => {
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        (plan, limit, perTurn) => {
          const box = opened();
          let rows: number[] = [];
          const openTransactions: number[] = [];
          let next = 1;
          const sent: number[] = [];
          const handled: number[] = [];
          let snapshot: { rows: number[]; limit: number } | undefined;
          let asked: { limit: number } | undefined;
          let turn: StoredMessage[] | undefined;
          let committed = false;

          const visible = (position: number) => {
            rows = [...rows, position].sort((a, b) => a - b);
            sent.push(position);
            // As the dispatcher: each commit is followed by a hint, sometime; here at the end at the latest.
          };
          const act: Record<string, () => void> = {
            send: () => visible(next++),
            sendLate: () => void openTransactions.push(next++),
            commitLate() {
              const position = openTransactions.shift();
              if (position !== undefined) visible(position);
            },
            hint() {
              box.dirty = true;
            },
            query() {
              if (box.refilling || !(box.dirty || box.more)) return;
              beginRefill(box);
              asked = { limit: limit + box.inFlight.size };
              snapshot = undefined;
            },
            answer() {
              if (!asked) return;
              if (!snapshot) {
                snapshot = { rows: rows.slice(0, asked.limit), limit: asked.limit };
                return;
              }
              if (
                finishRefill(
                  box,
                  snapshot.rows.map((p) => mail(p)),
                  snapshot.limit,
                )
              )
                box.state ??= { value: 0 };
              asked = undefined;
            },
            turn() {
              if (!canRun(box, 0)) return;
              turn = takeTurn(box, perTurn);
              committed = false;
            },
            commit() {
              if (!turn || committed) return;
              for (const { position } of turn) {
                // Twice or out of thin air: the commit of the real engine would be refused.
                expect(rows).toContain(position);
                handled.push(position);
              }
              const gone = new Set(turn.map((m) => m.position));
              rows = rows.filter((p) => !gone.has(p));
              committed = true;
            },
            heard() {
              if (!turn || !committed) return;
              finishTurn(box, turn, []);
              turn = undefined;
            },
            conflict() {
              if (!turn || committed) return;
              finishTurn(box, [], []);
              resetMailbox(box);
              box.dirty = true;
              turn = undefined;
            },
          };
          for (const step of plan) act[step]?.();
          while (openTransactions.length > 0) act.commitLate?.();
          box.dirty = true;
          for (let i = 0; handled.length < sent.length && i < 10_000; i++) {
            if (box.queue.length === 0 && !box.running) box.dirty ||= box.more;
            for (const step of ['query', 'answer', 'answer', 'turn', 'commit', 'heard']) act[step]?.();
          }
          expect([...handled].sort((a, b) => a - b)).toEqual([...sent].sort((a, b) => a - b));
          // Positions that were sent in order by one who waited for each commit are handled in that order.
          const place = new Map(handled.map((p, i) => [p, i]));
          for (let i = 0; i < sent.length; i++)
            for (let j = i + 1; j < sent.length; j++) {
              const [a, b] = [sent[i] as number, sent[j] as number];
              if (a < b) expect(place.get(a) as number).toBeLessThan(place.get(b) as number);
            }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('mailbox', () => {
  test('what a refill brings after a reset is thrown away, its state included', () => {
    const box = opened();
    beginRefill(box);
    resetMailbox(box);
    expect(finishRefill(box, [mail(1)], 10)).toBe(false);
    expect(box.queue).toEqual([]);
    expect(box.state).toBeUndefined();
    beginRefill(box);
    expect(finishRefill(box, [mail(1)], 10)).toBe(true);
  });

  test('a mailbox without its state may not run', () => {
    const box = opened();
    box.state = undefined;
    box.queue = [mail(1)];
    expect(canRun(box, 0)).toBe(false);
  });

  test('a delivery during a refill asks for another one, though the window was not whole', () => {
    const box = opened();
    box.more = true;
    beginRefill(box);
    expect(noteDelivery(box, 'msg_9', delivery(), 0)).toBe(true);
  });

  test('a delivery of what is loaded or running needs no look', () => {
    const box = opened();
    box.queue = [mail(1), mail(2)];
    takeTurn(box, 1);
    expect(noteDelivery(box, 'msg_1', delivery(), 0)).toBe(false);
    expect(noteDelivery(box, 'msg_2', delivery(), 0)).toBe(false);
    expect(noteDelivery(box, 'msg_3', delivery(), 0)).toBe(true);
  });

  test('deliveries are acknowledged with their commit, or when a refill shows that they are gone', () => {
    const box = opened();
    const [first, gone] = [delivery(), delivery()];
    box.queue = [mail(1)];
    noteDelivery(box, 'msg_1', first, 0);
    noteDelivery(box, 'msg_0', gone, 0);
    const turn = takeTurn(box, 1);
    beginRefill(box);
    finishRefill(box, [mail(1)], 10);
    expect(gone.acts).toEqual(['ack']);
    expect(first.acts).toEqual([]);
    finishTurn(box, turn, []);
    expect(first.acts).toEqual(['ack']);
    expect(box.deliveries.size).toBe(0);
  });

  test('no more than some deliveries are held, and none by a sleeper', () => {
    const box = opened();
    for (let i = 0; i < MAX_DELIVERIES + 10; i++) noteDelivery(box, `msg_${i}`, delivery(), 0);
    expect(box.deliveries.size).toBe(MAX_DELIVERIES);
    const sleeper = opened();
    sleeper.asleepUntil = 100;
    const late = delivery();
    noteDelivery(sleeper, 'msg_1', late, 50);
    expect(late.acts).toEqual(['ack']);
  });

  test('a message that failed before is tried alone, wherever it stands', () => {
    const box = opened();
    box.queue = [mail(1), mail(2), mail(3, 1), mail(4)];
    const sizes: number[][] = [];
    while (box.queue.length > 0) {
      const turn = takeTurn(box, 10);
      sizes.push(turn.map((m) => m.position));
      finishTurn(box, turn, []);
    }
    expect(sizes).toEqual([[1, 2], [3], [4]]);
  });

  test('what a turn did not get to comes back in its place', () => {
    const box = opened();
    box.queue = [mail(1), mail(3), mail(4)];
    const turn = takeTurn(box, 2);
    beginRefill(box);
    finishRefill(box, [mail(1), mail(2), mail(3), mail(4)], 10);
    finishTurn(box, turn.slice(0, 1), turn.slice(1));
    expect(box.queue.map((m) => m.position)).toEqual([2, 3, 4]);
  });
});
